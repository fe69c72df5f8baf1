package kz.relog.ingest.device;

import kz.relog.proto.v1.ConsentChange;

/**
 * One device: its subject, its batches, what its driver has paused or withdrawn, and what it may
 * still put into the journal. Outlives its keys. Thread: the sequencer, but for the final fields.
 */
public final class Device {

  /** Plan-fact, live view, customer view. */
  public static final int EVERY_PURPOSE = 7;

  private final long deviceRef;
  private final long subjectRef;
  private final SettledWindow settled = new SettledWindow();
  private final Budget budget = new Budget();
  private byte withdrawn;
  private byte paused;

  /**
   * A device without batches.
   *
   * @param deviceRef its reference
   * @param subjectRef the anonymous subject of its fixes
   */
  public Device(long deviceRef, long subjectRef) {
    this.deviceRef = deviceRef;
    this.subjectRef = subjectRef;
  }

  /** Its reference. */
  public long deviceRef() {
    return deviceRef;
  }

  /** The subject that its fixes belong to. */
  public long subjectRef() {
    return subjectRef;
  }

  /** Its batches. */
  public SettledWindow settled() {
    return settled;
  }

  /** What it may still put into the journal. */
  public Budget budget() {
    return budget;
  }

  /**
   * What its fixes may be used for now, one bit per purpose; 0 when nothing may be stored.
   *
   * <p>Until people exist in the product the gate of its anonymous subject is open; only the device
   * itself closes it, and only a pause can be ended from there.
   */
  public int openPurposes() {
    return EVERY_PURPOSE & ~(withdrawn | paused);
  }

  /** What was withdrawn, one bit per purpose. */
  public int withdrawnPurposes() {
    return withdrawn;
  }

  /** What is paused, one bit per purpose. */
  public int pausedPurposes() {
    return paused;
  }

  /** Takes over a state that was kept elsewhere. */
  public void restorePurposes(int withdrawnPurposes, int pausedPurposes) {
    withdrawn = (byte) (withdrawnPurposes & EVERY_PURPOSE);
    paused = (byte) (pausedPurposes & EVERY_PURPOSE);
  }

  /**
   * Takes in what the driver decided on the device.
   *
   * @param action number of a {@code ConsentChange.Action}
   * @param purpose 0 every purpose, 1 plan-fact, 2 live view, 3 customer view
   */
  public void change(int action, int purpose) {
    int mask = purpose == 0 ? EVERY_PURPOSE : EVERY_PURPOSE & 1 << (purpose - 1);
    switch (action) {
      case ConsentChange.Action.WITHDRAW_VALUE -> withdrawn |= (byte) mask;
      case ConsentChange.Action.PAUSE_VALUE -> paused |= (byte) mask;
      case ConsentChange.Action.RESUME_VALUE -> paused &= (byte) ~mask;
      default -> throw new IllegalArgumentException("no action has number " + action);
    }
  }
}
