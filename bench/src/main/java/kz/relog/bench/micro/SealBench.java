package kz.relog.bench.micro;

import java.util.concurrent.TimeUnit;
import kz.relog.proto.fix.FixBatchEncoder;
import kz.relog.proto.frame.FrameCipher;
import kz.relog.proto.frame.FrameDescriptor;
import kz.relog.proto.frame.FrameKeys;
import kz.relog.proto.frame.FrameKind;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Opening a frame and sealing an ack, each time under the key of another device. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SealBench {
  private static final int FIXES = 1;
  private static final int ACK_BYTES = 4;
  private static final long COUNTER = 7_000;

  private final FrameCipher cipher = new FrameCipher();
  private final byte[] plain = new byte[FixBatchEncoder.ENCODED_BYTES_MAX];
  private final byte[] opened = new byte[FixBatchEncoder.ENCODED_BYTES_MAX];
  private final byte[] ack = new byte[ACK_BYTES + FrameDescriptor.OVERHEAD_BYTES];
  private FrameKeys[] keys = {};
  private byte[][] frames = {};
  private int next;
  private long answered;

  /** Devices that take turns: few stay in the processor's caches, many do not. */
  @Param({"16", "10000"})
  public int devices = 16;

  /** Seals one frame of each device. */
  @Setup
  public void seal() {
    keys = Frames.keys(devices);
    frames = new byte[devices][];
    int length = Frames.encode(FIXES, new FixBatchEncoder(), plain);
    for (int i = 0; i < devices; i++) {
      frames[i] = new byte[length + FrameDescriptor.OVERHEAD_BYTES];
      cipher.sealUp(keys[i], FrameKind.FACTS, i, COUNTER, plain, 0, length, frames[i], 0);
    }
  }

  private int turn() {
    next = next + 1 == devices ? 0 : next + 1;
    return next;
  }

  /** A frame with one fix from a device. */
  @Benchmark
  public int openFrame() {
    int i = turn();
    return cipher.openUp(keys[i], COUNTER, frames[i], 0, frames[i].length, opened, 0);
  }

  /** An ack to a device. */
  @Benchmark
  public int sealAck() {
    int i = turn();
    return cipher.sealDown(keys[i], FrameKind.ACK, i, 1, ++answered, plain, 0, ACK_BYTES, ack, 0);
  }
}
