package kz.relog.ingest.ack;

import kz.relog.ingest.AckOutcome;

/** The sockets of one loop, as acks see them. Thread: that loop. */
public interface AckSink {

  /**
   * Writes a sealed ack as a datagram, without flushing.
   *
   * @param frame array that holds it, valid until this returns
   * @param length its length, from index 0
   * @param peerHigh upper half of the IPv6, or IPv6-mapped, address
   * @param peerLow lower half
   * @param peerPort port
   * @return SENT or BACKLOG
   */
  AckOutcome datagram(byte[] frame, int length, long peerHigh, long peerLow, int peerPort);

  /**
   * Writes a sealed ack to a connection, without flushing.
   *
   * @param frame array that holds it, valid until this returns
   * @param length its length, from index 0
   * @param connectionId which
   * @return SENT, BACKLOG or GONE
   */
  AckOutcome connection(byte[] frame, int length, long connectionId);

  /** Flushes what was written. */
  void flush();
}
