package kz.relog.device.spool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import kz.relog.proto.fix.BatchFault;
import kz.relog.proto.fix.FixBatchDecoder;
import kz.relog.proto.fix.FixBatchEncoder;
import kz.relog.proto.frame.FrameKind;

/** What a spool holds, read out as plain values; and the means to fill one. */
final class Kept {
  static final long START_MS = 1_790_000_000_000L;
  static final byte[] SECRET = new byte[32];

  /** Times of fixes that belong to no batch. */
  final List<Long> open = new ArrayList<>();

  /** Message of each numbered batch. */
  final TreeMap<Long, byte[]> frozen = new TreeMap<>();

  final SpoolState state;
  final int backlogBatches;
  final long backlogFixes;

  Kept(FileSpool spool) {
    spool.recoverFixes((number, timeMs, lat, lon, speed, course, accuracy) -> open.add(timeMs));
    for (SpooledBatch batch : spool.recoverBatches()) {
      frozen.put(batch.batchSeq(), Arrays.copyOf(batch.content(), batch.length()));
    }
    state = spool.state();
    backlogBatches = spool.backlogBatches();
    backlogFixes = spool.backlogFixes();
  }

  static FileSpool open(Path folder, long capacityBytes, int thinMetres) {
    try {
      return FileSpool.open(folder, List.of(SECRET), capacityBytes, thinMetres, false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A fix of a quiet drive to the north, by its second. */
  static long addFix(FileSpool spool, int second) throws IOException {
    return spool.addFix(START_MS + second * 1000L, latE7(second), 769_000_000, 90, 0, 5);
  }

  static int latE7(int second) {
    return 432_000_000 + second * 900;
  }

  /** A message of fixes that follow each other each second. */
  static byte[] message(long batchSeq, int firstSecond, int fixes) {
    FixBatchEncoder encoder = new FixBatchEncoder().begin(1000, 6).batchSeq(batchSeq);
    for (int i = firstSecond; i < firstSecond + fixes; i++) {
      encoder.add(
          START_MS + i * 1000L, latE7(i), 769_000_000 + i % 7 * 130, 90, 0, 5, Integer.MIN_VALUE);
    }
    byte[] out = new byte[FixBatchEncoder.ENCODED_BYTES_MAX];
    return Arrays.copyOf(out, encoder.encode(out, 0));
  }

  static SpooledBatch batch(long batchSeq, int firstSecond, int fixes) {
    byte[] message = message(batchSeq, firstSecond, fixes);
    long firstMs = START_MS + firstSecond * 1000L;
    return new SpooledBatch(
        batchSeq,
        FrameKind.FACTS,
        fixes,
        firstMs,
        firstMs + (fixes - 1) * 1000L,
        START_MS,
        message,
        message.length);
  }

  static SpooledBatch consent(long batchSeq) {
    byte[] message = ("consent " + batchSeq).getBytes(StandardCharsets.US_ASCII);
    return new SpooledBatch(
        batchSeq, FrameKind.CONSENT, 0, 0, 0, START_MS, message, message.length);
  }

  /** Times of the fixes of a message, seconds since the start. */
  static List<Integer> seconds(byte[] message, int length) {
    FixBatchDecoder decoder = new FixBatchDecoder();
    if (decoder.decode(message, 0, length) != BatchFault.NONE) {
      throw new IllegalArgumentException("the message is damaged");
    }
    List<Integer> seconds = new ArrayList<>();
    for (int i = 0; i < decoder.count(); i++) {
      seconds.add((int) ((decoder.timeMs(i) - START_MS) / 1000));
    }
    return seconds;
  }
}
