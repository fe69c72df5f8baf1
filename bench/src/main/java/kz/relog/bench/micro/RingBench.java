package kz.relog.bench.micro;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import kz.relog.ingest.admit.RingEntry;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.GroupThreads;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Control;

/** Handing an entry from a loop's thread to the sequencer's, each running freely. */
@State(Scope.Group)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RingBench {
  private static final int PLAIN_BYTES_PER_FIX = 5;
  private static final int PLAIN_BYTES = 24;

  private final UnsafeBuffer entry = new UnsafeBuffer(new byte[1 << 12]);

  /** In the processor's caches, and as large as the server's. */
  @Param({"65536", "8388608"})
  public int ringBytes = 1 << 16;

  /** Fixes of a batch. */
  @Param({"1", "30"})
  public int fixes = 1;

  private ManyToOneRingBuffer ring = ring(1 << 16);

  private static ManyToOneRingBuffer ring(int bytes) {
    return new ManyToOneRingBuffer(
        new UnsafeBuffer(ByteBuffer.allocateDirect(bytes + RingBufferDescriptor.TRAILER_LENGTH)));
  }

  /** The ring of this trial. */
  @Setup
  public void make() {
    ring = ring(ringBytes);
  }

  /** A loop's thread. */
  @Benchmark
  @Group("ring")
  @GroupThreads(1)
  public void write(Control control) {
    int length = RingEntry.HEADER_BYTES + PLAIN_BYTES + PLAIN_BYTES_PER_FIX * fixes;
    while (!ring.write(RingEntry.TYPE, entry, 0, length) && !control.stopMeasurement) {
      Thread.onSpinWait();
    }
  }

  /** The sequencer's thread. */
  @Benchmark
  @Group("ring")
  @GroupThreads(1)
  public int read(Control control) {
    int taken = 0;
    while (taken == 0 && !control.stopMeasurement) {
      taken = ring.read((type, buffer, at, length) -> {}, 1);
    }
    return taken;
  }
}
