package kz.relog.ingest;

/** How a TCP connection began or ended. ACCEPTED = open now + the sum over all CLOSED ones. */
public enum ConnectionOutcome {
  /** Accepted. */
  ACCEPTED,
  /** Refused at once: too many in all. */
  REFUSED_TOTAL,
  /** Refused at once: too many, or too fast, from one address. */
  REFUSED_ADDRESS,
  /** Closed by the peer, or broken. */
  CLOSED_BY_PEER,
  /** A length outside the allowed range. */
  CLOSED_LENGTH,
  /** No authentic frame in time. */
  CLOSED_NO_FRAME,
  /** A frame took too long. */
  CLOSED_SLOW_FRAME,
  /** Nothing for too long. */
  CLOSED_IDLE,
  /** Never read its acks. */
  CLOSED_ACK_BACKLOG,
  /** The server stopped. */
  CLOSED_STOPPING
}
