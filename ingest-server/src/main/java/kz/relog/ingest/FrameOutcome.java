package kz.relog.ingest;

/**
 * What became of a received frame. Each has exactly one outcome: frames received = the sum over all
 * outcomes, once nothing waits in the ring.
 */
public enum FrameOutcome {
  /** Journalled; at least one fix of it, or a consent change. */
  STORED(Fate.STORED),
  /** A batch that was settled before. */
  DUPLICATE(Fate.DUPLICATE),
  /** A HELLO. */
  HELLO(Fate.ANSWERED),
  /** Shorter than a header and a tag, or a HELLO below 64 bytes. */
  TOO_SHORT(Fate.REFUSED),
  /** A datagram above 1200 bytes. */
  TOO_LONG(Fate.REFUSED),
  /** Not our version. */
  UNKNOWN_VERSION(Fate.REFUSED),
  /** A kind that devices do not send. */
  UNKNOWN_KIND(Fate.REFUSED),
  /** No such key, or one whose secret is destroyed. */
  UNKNOWN_KEY(Fate.REFUSED),
  /** Its counter was accepted before or lies below the window. */
  REPLAYED(Fate.REFUSED),
  /** The tag does not fit. */
  FORGED(Fate.REFUSED),
  /** Authentic, but no message of its kind: columns, ranges, an empty batch. */
  MALFORMED(Fate.REFUSED),
  /** batch_seq is 0 or 2^64 - 1, or held does not fit it. */
  BATCH_SEQ_OUT_OF_RANGE(Fate.REFUSED),
  /** Every fix was refused; settled, nothing stored. */
  NOTHING_STORABLE(Fate.REFUSED),
  /** Nobody had the device at the time of any fix; not settled, the device may send it again. */
  UNBOUND(Fate.REFUSED),
  /** A settled batch_seq with other content. */
  CONFLICTING(Fate.REFUSED),
  /** A batch_seq so far back that the device must have lost its state. */
  STATE_LOST(Fate.REFUSED),
  /** An authentic frame of a revoked key, or of one that another took over from. */
  REVOKED(Fate.REFUSED),
  /** An authentic frame of somebody who was erased. */
  ERASED(Fate.REFUSED),
  /** Authentic, but another frame had its counter: two senders hold the key. An alarm. */
  CLONED(Fate.REFUSED),
  /** An authentic frame of a key that two senders were seen to use. */
  QUARANTINED(Fate.REFUSED),
  /** The ring to the sequencer was full. */
  RING_FULL(Fate.DROPPED),
  /** The device has put more into the journal than its share; it is told to slow down. */
  GREEDY(Fate.DROPPED),
  /** The journal's disk is short of space. */
  DISK_SHORT(Fate.DROPPED),
  /** The server was stopping. */
  STOPPING(Fate.DROPPED);

  /** The groups of outcomes that the sum rule speaks of. */
  public enum Fate {
    /** Durable. */
    STORED,
    /** Was durable or refused before. */
    DUPLICATE,
    /** Asked for state only. */
    ANSWERED,
    /** The sender's fault. */
    REFUSED,
    /** Ours: the system was full. */
    DROPPED
  }

  private final Fate fate;

  FrameOutcome(Fate fate) {
    this.fate = fate;
  }

  /** Its group. */
  public Fate fate() {
    return fate;
  }
}
