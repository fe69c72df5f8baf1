package kz.relog.ingest.device;

/**
 * One device: its subject and its batches. Outlives its keys. Thread: the sequencer, but for the
 * final fields.
 */
public final class Device {

  private final long deviceRef;
  private final long subjectRef;
  private final SettledWindow settled = new SettledWindow();

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
}
