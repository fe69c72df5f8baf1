package kz.relog.device;

import java.io.IOException;

/**
 * Where a device remembers which packet counters and batch numbers it may have used, so that it
 * never uses one twice. Numbers are reserved in strides: a range is durable here before its first
 * number is used, and a run that dies simply leaves the rest of its range unused. One store serves
 * one device; called by the thread that owns the sender.
 */
public interface CounterStore {
  /**
   * First packet counter that no run can have used; from 1. Read once, before the first {@link
   * #reserve}.
   */
  long nextCounter();

  /**
   * First batch number that no run can have used; from 1. Read once, before the first {@link
   * #reserve}.
   */
  long nextBatchSeq();

  /**
   * Promises that later runs start at or above these bounds. Durable when this returns.
   *
   * @param counterEnd one above the highest packet counter that this run may use
   * @param batchSeqEnd one above the highest batch number that this run may use
   * @throws IOException if the promise cannot be kept; nothing may be sent then
   */
  void reserve(long counterEnd, long batchSeqEnd) throws IOException;

  /**
   * Ends the run: gives back what was reserved and not used.
   *
   * @param nextCounter first counter not used
   * @param nextBatchSeq first batch number not used
   * @throws IOException if that cannot be written; harmless, the reserved range is then skipped
   */
  void close(long nextCounter, long nextBatchSeq) throws IOException;
}
