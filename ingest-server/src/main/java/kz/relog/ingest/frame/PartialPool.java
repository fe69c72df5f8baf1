package kz.relog.ingest.frame;

import java.util.ArrayDeque;
import kz.relog.proto.frame.FrameDescriptor;

/** Buffers for frames of which a part is still on its way. Thread: one event loop. */
public final class PartialPool {

  /** Kept for reuse; beyond that the collector takes them. */
  private static final int KEPT_MAX = 1_024;

  private final ArrayDeque<byte[]> free = new ArrayDeque<>();

  /** An empty pool. */
  public PartialPool() {}

  byte[] take() {
    byte[] buffer = free.pollLast();
    return buffer != null
        ? buffer
        : new byte[FrameDescriptor.TCP_LENGTH_BYTES + FrameDescriptor.TCP_FRAME_BYTES_MAX];
  }

  void give(byte[] buffer) {
    if (free.size() < KEPT_MAX) {
      free.addLast(buffer);
    }
  }
}
