package kz.relog.ingest;

/**
 * What became of an ack that the sequencer decided on. Acks decided = the sum over all outcomes.
 */
public enum AckOutcome {
  /** Handed to the socket. */
  SENT,
  /** Merged into the ack of a later frame of the same device in the same group. */
  COALESCED,
  /** Would not fit into the length of the frame that it answers. */
  LONGER_THAN_FRAME,
  /** The loop's queue or its socket was full; the device asks again. */
  BACKLOG,
  /** The connection was gone. */
  GONE
}
