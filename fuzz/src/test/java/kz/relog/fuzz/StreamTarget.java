package kz.relog.fuzz;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import kz.relog.ingest.frame.FrameSplitter;
import kz.relog.ingest.frame.PartialPool;
import kz.relog.proto.frame.FrameDescriptor;

/**
 * The bytes of a TCP connection. Law: any split of the bytes gives the same frames and the same
 * verdict; every frame has an allowed length; the frames are the bytes that came.
 *
 * <p>The first byte seeds the split.
 */
public final class StreamTarget {
  private static final int SCRATCH_BYTES = FrameDescriptor.TCP_FRAME_BYTES_MAX;
  private static final PartialPool POOL = new PartialPool();
  private static final byte[] scratch = new byte[SCRATCH_BYTES];

  private StreamTarget() {}

  /** What a splitter made of a stream. */
  private record Outcome(boolean open, List<String> frames) {}

  /** Called by the fuzzer. */
  public static void fuzzerTestOneInput(byte[] data) {
    if (data.length == 0) {
      return;
    }
    byte[] stream = Arrays.copyOfRange(data, 1, data.length);
    Law.bounded(
        8 * data.length,
        () -> {
          Outcome whole = split(stream, stream.length + 1, 0);
          Law.hold(whole.equals(model(stream)), "the frames are not the bytes that came");
          Law.hold(whole.equals(split(stream, 1, data[0])), "split at every byte, other frames");
          Law.hold(whole.equals(split(stream, 64, data[0])), "split by chance, other frames");
        });
  }

  private static Outcome split(byte[] stream, int pieceMax, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    FrameSplitter splitter = new FrameSplitter(POOL);
    List<String> frames = new ArrayList<>();
    boolean open = true;
    int at = 0;
    while (open && at < stream.length) {
      int piece = Math.min(stream.length - at, 1 + random.nextInt(pieceMax));
      ByteBuf bytes = Unpooled.wrappedBuffer(stream, at, piece);
      open =
          splitter.split(bytes, scratch, 1, (frame, from, n) -> frames.add(text(frame, from, n)));
      at += piece;
    }
    splitter.close();
    return new Outcome(open, frames);
  }

  private static Outcome model(byte[] stream) {
    List<String> frames = new ArrayList<>();
    int at = 0;
    while (at + 2 <= stream.length) {
      int length = (stream[at] & 0xFF) | (stream[at + 1] & 0xFF) << 8;
      if (length < FrameDescriptor.FRAME_BYTES_MIN
          || length > FrameDescriptor.TCP_FRAME_BYTES_MAX) {
        return new Outcome(false, frames);
      }
      if (at + 2 + length > stream.length) {
        break;
      }
      frames.add(text(stream, at + 2, length));
      at += 2 + length;
    }
    return new Outcome(true, frames);
  }

  private static String text(byte[] bytes, int from, int length) {
    return length + " " + Arrays.hashCode(Arrays.copyOfRange(bytes, from, from + length));
  }
}
