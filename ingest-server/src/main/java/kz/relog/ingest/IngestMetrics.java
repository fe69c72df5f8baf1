package kz.relog.ingest;

import org.HdrHistogram.Histogram;

/**
 * The counts of the road in, from closed sets of labels. Every read sums the parts that each thread
 * keeps for itself; counts never fall. Thread-safe.
 */
public interface IngestMetrics {

  /** Frames that came over a transport. */
  long received(Transport transport);

  /** Fixes of authentic, well-formed batches. */
  long receivedFixes();

  /** Frames that were tried to open, authentic or not. */
  long opened();

  /** Datagrams that the kernel dropped before we saw them; -1 where it does not tell. */
  long kernelDrops();

  /** Frames with an outcome. */
  long value(FrameOutcome outcome);

  /** Fixes of judged batches with an outcome. */
  long value(FixOutcome outcome);

  /** Acks with an outcome. */
  long value(AckOutcome outcome);

  /** Connections with an outcome. */
  long value(ConnectionOutcome outcome);

  /** Frame bytes received, headers and tags included, length prefixes and datagram headers not. */
  long receivedBytes();

  /** Groups that were forced to disk. */
  long groups();

  /** Journal entries appended, of every kind. */
  long entries();

  /** TCP connections open now. */
  long connectionsOpen();

  /** Devices known now. */
  long devices();

  /** Bytes that wait in the ring now. */
  long ringBytes();

  /**
   * The time from the receipt of a frame to the handing of its ack to the socket, in microseconds,
   * since the start.
   *
   * @return a copy that is the caller's
   */
  Histogram ackLatencyMicros();
}
