package kz.relog.bench.report;

/** What a figure counts, in which unit, and whether more of it is better. */
public enum Measure {
  /** Frames answered per second. */
  FRAMES_PER_SECOND("frames/s", true),
  /** Fixes stored and acknowledged per second. */
  FIXES_PER_SECOND("fixes/s", true),
  /** The server's rate as a part of a rival's. */
  RATIO("of the rival", true),
  /** The server's CPU for a frame, as so many times a rival's. */
  CPU_TIMES("times the rival's CPU/frame", false),
  /** What something adds to the server's CPU for a frame. */
  ADDED_PERCENT("% added to CPU/frame", false),
  /** How many times another's latency or cost. */
  TIMES("times", false),
  /** CPU time of the process under load, user and kernel. */
  CPU_PER_FRAME("us CPU/frame", false),
  /** Of it, the user's part. */
  USER_PER_FRAME("us user/frame", false),
  /** Of it, the kernel's part. */
  KERNEL_PER_FRAME("us kernel/frame", false),
  /** CPU time of the process under load for one fix. */
  CPU_PER_FIX("us CPU/fix", false),
  /** Garbage of the server's threads. */
  ALLOCATED_PER_FRAME("B allocated/frame", false),
  /** Header, ciphertext and tag. */
  BYTES_PER_FIX("B/fix on the wire", false),
  /** Acks for each frame. */
  ACKS_PER_FRAME("acks/frame", false),
  /** From when a frame was due, or sent, to its ack. */
  ACK_LATENCY("ms to the ack", false),
  /** From when a request was due to its whole answer. */
  ANSWER_LATENCY("ms to the answer", false),
  /** Answers per second. */
  ANSWERS_PER_SECOND("answers/s", true),
  /** Connections that were opened and answered per second. */
  CONNECTS_PER_SECOND("connects/s", true),
  /** Live heap for each device or connection. */
  HEAP_EACH("B heap each", false),
  /** Resident memory for each device or connection. */
  RESIDENT_EACH("B resident each", false),
  /** Share of one core. */
  CORE_PERCENT("% of a core", false),
  /** How long something took. */
  SECONDS("s", false);

  private final String unit;
  private final boolean moreIsBetter;

  Measure(String unit, boolean moreIsBetter) {
    this.unit = unit;
    this.moreIsBetter = moreIsBetter;
  }

  /** As it stands behind a value. */
  public String unit() {
    return unit;
  }

  /** Whether a higher value is the better one. */
  public boolean isMoreBetter() {
    return moreIsBetter;
  }
}
