package kz.relog.ingest;

/** How a frame came. */
public enum Transport {
  /** One frame per datagram. */
  UDP,
  /** A length and a frame, one after the other. */
  TCP
}
