package kz.relog.bench.micro;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import kz.relog.ingest.DeviceSecrets;
import kz.relog.ingest.IngestClock;
import kz.relog.ingest.IngestLimits;
import kz.relog.ingest.admit.Admission;
import kz.relog.ingest.count.Counters;
import kz.relog.ingest.device.Device;
import kz.relog.ingest.device.FrameTags;
import kz.relog.ingest.device.KeyTable;
import kz.relog.ingest.gate.Bindings;
import kz.relog.proto.fix.FixBatchEncoder;
import kz.relog.proto.frame.FrameCipher;
import kz.relog.proto.frame.FrameDescriptor;
import kz.relog.proto.frame.FrameKeys;
import kz.relog.proto.frame.FrameKind;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Validating: all that a loop does with a frame, from its bytes to its entry in the ring: find the
 * key, open, decode, check ages and limits, write. What SealBench and DecodeBench tell is part of
 * it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AdmitBench {
  private static final int RING_BYTES = 1 << 22;
  private static final int DRAIN_EVERY = 256;

  private final FixBatchEncoder encoder = new FixBatchEncoder();
  private final FrameCipher cipher = new FrameCipher();
  private final byte[] plain = new byte[FixBatchEncoder.ENCODED_BYTES_MAX];
  private final ManyToOneRingBuffer ring =
      new ManyToOneRingBuffer(
          new UnsafeBuffer(
              ByteBuffer.allocateDirect(RING_BYTES + RingBufferDescriptor.TRAILER_LENGTH)));
  private byte[][] secrets = {};
  private byte[][] frames = {};
  private Admission admission = admission(new KeyTable());
  private int next;

  /** Devices that take turns: few stay in the processor's caches, many do not. */
  @Param({"16", "10000"})
  public int devices = 16;

  /** Fixes of a batch. */
  @Param({"1", "30"})
  public int fixes = 1;

  private Admission admission(KeyTable keys) {
    DeviceSecrets found =
        new DeviceSecrets() {
          @Override
          public byte[] findSecret(long keyId) {
            return secrets[(int) keyId].clone();
          }

          @Override
          public void destroySecret(long keyId) {}
        };
    return new Admission(
        0,
        keys,
        new FrameTags(1 << 18),
        found,
        IngestClock.SYSTEM,
        IngestLimits.DEFAULTS,
        ring,
        new Counters());
  }

  /** Seals one frame of each device, not older than a fix may be. */
  @Setup(Level.Iteration)
  public void seal() {
    Random random = new Random(devices);
    KeyTable keys = new KeyTable();
    secrets = new byte[devices][FrameKeys.SECRET_BYTES];
    frames = new byte[devices][];
    int length =
        Frames.encodeFrom(
            System.currentTimeMillis() - TimeUnit.HOURS.toMillis(1), fixes, encoder, plain);
    for (int i = 0; i < devices; i++) {
      random.nextBytes(secrets[i]);
      keys.add(i, new Device(i + 1, Bindings.ofTracker()));
      frames[i] = new byte[length + FrameDescriptor.OVERHEAD_BYTES];
      FrameKeys of = FrameKeys.derive(secrets[i]);
      cipher.sealUp(of, FrameKind.FACTS, i, 1, plain, 0, length, frames[i], 0);
    }
    admission = admission(keys);
    admission.fromDatagram(0, 1, 1);
  }

  /** One frame; the ring is emptied now and then, which is part of it. */
  @Benchmark
  public boolean admit() {
    next = next + 1 >= devices ? 0 : next + 1;
    if (next % DRAIN_EVERY == 0) {
      ring.read((type, buffer, at, length) -> {});
    }
    return admission.admit(frames[next], 0, frames[next].length);
  }
}
