package kz.relog.ingest.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameSplitterTest {

  private static final int MIN = 26;
  private static final int MAX = 4_096;

  private final List<byte[]> frames = new ArrayList<>();
  private final FrameSplitter splitter = new FrameSplitter(new PartialPool());
  private final byte[] scratch = new byte[MAX];

  @Test
  void aWholeFrameComesOut() {
    assertThat(feed(stream(frame(40, 1)))).isTrue();
    assertFrames(frame(40, 1));
    assertThat(splitter.isMidFrame()).isFalse();
  }

  @Test
  void aFrameSplitAtEveryByteComesOutWhole() {
    byte[] bytes = stream(frame(40, 1));
    for (int cut = 0; cut <= bytes.length; cut++) {
      frames.clear();
      assertThat(feed(Arrays.copyOfRange(bytes, 0, cut))).isTrue();
      assertThat(frames).hasSize(cut == bytes.length ? 1 : 0);
      assertThat(feed(Arrays.copyOfRange(bytes, cut, bytes.length))).isTrue();
      assertFrames(frame(40, 1));
    }
  }

  @Test
  void oneByteAtATimeIsEnough() {
    for (byte b : stream(frame(MIN, 1), frame(300, 2))) {
      assertThat(feed(new byte[] {b})).isTrue();
    }
    assertFrames(frame(MIN, 1), frame(300, 2));
  }

  @Test
  void twoAtOnceComeOutInOrder() {
    assertThat(feed(stream(frame(40, 1), frame(50, 2)))).isTrue();
    assertFrames(frame(40, 1), frame(50, 2));
  }

  @Test
  void oneAndAHalfGivesOneAndWaitsForTheRest() {
    byte[] bytes = stream(frame(40, 1), frame(50, 2));
    assertThat(feed(Arrays.copyOf(bytes, 42 + 20))).isTrue();
    assertFrames(frame(40, 1));
    assertThat(splitter.isMidFrame()).isTrue();
    assertThat(feed(Arrays.copyOfRange(bytes, 62, bytes.length))).isTrue();
    assertFrames(frame(40, 1), frame(50, 2));
  }

  @Test
  void theLongestAndTheShortestFrameComeOut() {
    assertThat(feed(stream(frame(MAX, 1), frame(MIN, 2)))).isTrue();
    assertFrames(frame(MAX, 1), frame(MIN, 2));
  }

  @Test
  void anOversizedLengthEndsTheStreamBeforeItsFirstByte() {
    assertThat(feed(new byte[] {(byte) (MAX + 1), (byte) ((MAX + 1) >>> 8)})).isFalse();
    assertThat(frames).isEmpty();
  }

  @Test
  void anOversizedLengthInTwoPiecesEndsTheStream() {
    assertThat(feed(new byte[] {(byte) 0xFF})).isTrue();
    assertThat(feed(new byte[] {(byte) 0xFF})).isFalse();
  }

  @Test
  void aLengthOfZeroEndsTheStream() {
    assertThat(feed(new byte[] {0, 0})).isFalse();
  }

  @Test
  void aLengthThatHoldsNoHeaderAndTagEndsTheStream() {
    assertThat(feed(new byte[] {MIN - 1, 0})).isFalse();
  }

  @Test
  void framesBeforeABadLengthStillCount() {
    byte[] good = stream(frame(40, 1));
    byte[] bytes = Arrays.copyOf(good, good.length + 2);
    assertThat(feed(bytes)).isFalse();
    assertFrames(frame(40, 1));
  }

  @Test
  void aStreamCutOffGivesNothingAndReturnsItsBuffer() {
    byte[] bytes = stream(frame(40, 1));
    assertThat(feed(Arrays.copyOf(bytes, 20))).isTrue();
    splitter.close();
    assertThat(frames).isEmpty();
    assertThat(splitter.isMidFrame()).isFalse();
  }

  @Test
  void aFrameIsTimedFromItsOwnFirstByte() {
    byte[] bytes = stream(frame(40, 1), frame(50, 2));
    splitter.split(Unpooled.wrappedBuffer(bytes, 0, 10), scratch, 100, this::take);
    assertThat(splitter.partialSinceNs()).isEqualTo(100);
    splitter.split(Unpooled.wrappedBuffer(bytes, 10, 40), scratch, 200, this::take);
    assertThat(splitter.partialSinceNs()).isEqualTo(200);
  }

  @Test
  void anySplitOfTheBytesGivesTheSameFrames() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      frames.clear();
      byte[][] sent = new byte[1 + random.nextInt(6)][];
      for (int i = 0; i < sent.length; i++) {
        sent[i] =
            frame(
                MIN + random.nextInt(random.nextBoolean() ? 60 : MAX - MIN + 1), random.nextInt());
      }
      byte[] bytes = stream(sent);
      int at = 0;
      while (at < bytes.length) {
        int next =
            Math.min(bytes.length, at + 1 + random.nextInt(random.nextBoolean() ? 5 : 3_000));
        assertThat(feed(Arrays.copyOfRange(bytes, at, next))).as("seed %d", seed).isTrue();
        at = next;
      }
      assertThat(frames).as("seed %d", seed).usingRecursiveComparison().isEqualTo(List.of(sent));
      assertThat(splitter.isMidFrame()).isFalse();
    }
  }

  private void assertFrames(byte[]... expected) {
    assertThat(frames).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat(frames.get(i)).isEqualTo(expected[i]);
    }
  }

  private boolean feed(byte[] bytes) {
    ByteBuf in = Unpooled.wrappedBuffer(bytes);
    return splitter.split(in, scratch, 0, this::take);
  }

  private void take(byte[] frame, int offset, int length) {
    frames.add(Arrays.copyOfRange(frame, offset, offset + length));
  }

  private static byte[] frame(int length, int seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static byte[] stream(byte[]... frames) {
    ByteBuf out = Unpooled.buffer();
    for (byte[] frame : frames) {
      out.writeShortLE(frame.length).writeBytes(frame);
    }
    byte[] bytes = new byte[out.readableBytes()];
    out.readBytes(bytes);
    return bytes;
  }
}
