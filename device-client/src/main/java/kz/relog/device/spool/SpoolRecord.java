package kz.relog.device.spool;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The contents of records. The first byte is the type; all integers are big-endian.
 *
 * <pre>
 *  FIX       number 8, time 8, lat 4, lon 4, speed 2, course 2, accuracy 4
 *  PENDING   id 8, replaces ids up to 8, thinned 1, fixes 2, first ms 8, last ms 8, fixes up to 8, message
 *  FROZEN    batch_seq 8, seq end 8, born ms 8, kind 1, fixes 2, first ms 8, last ms 8, fixes up to 8,
 *            pending up to 8, message
 *  RELEASED  batch_seq 8
 *  OVERFLOW  pending up to 8
 *  STATE     flags 1, budget day 8, budget bytes 8, highest batch_seq 8, seq end 8, fixes up to 8,
 *            pending up to 8, wishes 1, each action 1 and purpose 1
 * </pre>
 *
 * <p>"Up to" are watermarks: what lies at or below them is needed no more. So a record says by
 * itself what it takes the place of, and reading one twice changes nothing.
 */
final class SpoolRecord {
  static final byte FIX = 1;
  static final byte PENDING = 2;
  static final byte FROZEN = 3;
  static final byte RELEASED = 4;
  static final byte OVERFLOW = 5;
  static final byte STATE = 6;

  /** Bytes before the message of a PENDING record. */
  static final int PENDING_HEAD_BYTES = 1 + 8 + 8 + 1 + 2 + 8 + 8 + 8;

  /** Bytes before the message of a FROZEN record. */
  static final int FROZEN_HEAD_BYTES = 1 + 8 + 8 + 8 + 1 + 2 + 8 + 8 + 8 + 8;

  private static final int TRACKING_OFF = 1;
  private static final int PAUSED = 2;
  private static final int WITHDRAWN = 4;

  private SpoolRecord() {}

  static ByteBuffer begin(byte[] record, byte type) {
    return ByteBuffer.wrap(record).put(type);
  }

  static void putState(
      ByteBuffer out,
      SpoolState state,
      long highestSeq,
      long seqEnd,
      long fixThrough,
      long pending) {
    int flags =
        (state.trackingOff() ? TRACKING_OFF : 0)
            | (state.paused() ? PAUSED : 0)
            | (state.withdrawn() ? WITHDRAWN : 0);
    out.put((byte) flags).putLong(state.budgetDay()).putLong(state.budgetBytes());
    out.putLong(highestSeq).putLong(seqEnd).putLong(fixThrough).putLong(pending);
    out.put((byte) state.wishes().size());
    for (SpoolState.Wish wish : state.wishes()) {
      out.put((byte) wish.action()).put((byte) wish.purpose());
    }
  }

  /** Reads what {@link #putState} wrote after the watermarks and numbers were skipped. */
  static SpoolState state(int flags, long day, long bytes, ByteBuffer wishes) {
    List<SpoolState.Wish> list = new ArrayList<>();
    for (int left = wishes.get(); left > 0; left--) {
      list.add(new SpoolState.Wish(wishes.get(), wishes.get()));
    }
    return new SpoolState(
        (flags & TRACKING_OFF) != 0,
        (flags & PAUSED) != 0,
        (flags & WITHDRAWN) != 0,
        list,
        day,
        bytes);
  }
}
