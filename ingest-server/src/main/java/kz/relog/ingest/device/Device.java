package kz.relog.ingest.device;

import kz.relog.ingest.gate.Binding;
import kz.relog.ingest.gate.Bindings;

/**
 * One device: who had it when, its batches, and what it may still put into the journal. Outlives
 * its keys. Thread: the sequencer, but for the final fields.
 */
public final class Device {

  private final long deviceRef;
  private final Bindings bindings;
  private final SettledWindow settled = new SettledWindow();
  private final Budget budget = new Budget();

  /**
   * A device without batches.
   *
   * @param deviceRef its reference
   * @param bindings who has it when
   */
  public Device(long deviceRef, Bindings bindings) {
    this.deviceRef = deviceRef;
    this.bindings = bindings;
  }

  /** Its reference. */
  public long deviceRef() {
    return deviceRef;
  }

  /** The subject whose own it is, as a phone; 0 of a tracker. */
  public long ownerRef() {
    return bindings.isPhone() ? bindings.get(0).subject().subjectRef() : 0;
  }

  /** Who had it when. */
  public Bindings bindings() {
    return bindings;
  }

  /** Whether a fix of now would be stored: what it must show to its driver. */
  public boolean isTracked(long nowMs) {
    Binding binding = bindings.at(nowMs);
    return binding != null && binding.subject().isTracked(nowMs);
  }

  /** Its batches. */
  public SettledWindow settled() {
    return settled;
  }

  /** What it may still put into the journal. */
  public Budget budget() {
    return budget;
  }
}
