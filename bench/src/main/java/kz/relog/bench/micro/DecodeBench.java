package kz.relog.bench.micro;

import java.util.concurrent.TimeUnit;
import kz.relog.proto.fix.BatchFault;
import kz.relog.proto.fix.FixBatchDecoder;
import kz.relog.proto.fix.FixBatchEncoder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Decoding and checking a FixBatch, all of its fixes included. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecodeBench {
  private final FixBatchDecoder decoder = new FixBatchDecoder();
  private final byte[] message = new byte[FixBatchEncoder.ENCODED_BYTES_MAX];
  private int length;

  /** Fixes of a batch. */
  @Param({"1", "30"})
  public int fixes = 1;

  /** Writes the batch. */
  @Setup
  public void encode() {
    length = Frames.encode(fixes, new FixBatchEncoder(), message);
  }

  /** One batch. */
  @Benchmark
  public BatchFault decode() {
    return decoder.decode(message, 0, length);
  }
}
