package kz.relog.ingest.admit;

import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;

/**
 * Whether connections may be read. Closes when the ring is half full, so that what was already read
 * still fits, or the journal's disk is short; opens at an eighth. Threads: the sequencer says how
 * the disk is, any thread asks.
 */
public final class IntakeGate {

  private final ManyToOneRingBuffer ring;
  private volatile boolean diskShort;

  /**
   * An open gate.
   *
   * @param ring from the loops to the sequencer
   */
  public IntakeGate(ManyToOneRingBuffer ring) {
    this.ring = ring;
  }

  /** Says whether the journal refuses entries for want of space. Sequencer. */
  public void diskShort(boolean value) {
    if (diskShort != value) {
      diskShort = value;
    }
  }

  /** Whether a connection should be read no further for now. */
  public boolean isCongested() {
    return diskShort || ring.size() > ring.capacity() / 2;
  }

  /** Whether reading may go on. */
  public boolean isRelaxed() {
    return !diskShort && ring.size() < ring.capacity() / 8;
  }
}
