package kz.relog.proto.frame;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.Random;
import kz.relog.proto.Vectors;
import org.junit.jupiter.api.Test;

class PacketCounterTest {
  private static final BigInteger WRAP = BigInteger.ONE.shiftLeft(32);
  private static final BigInteger END = BigInteger.ONE.shiftLeft(64);

  @Test
  void thePublishedCasesHold() {
    for (JsonNode one : Vectors.list("nearest")) {
      assertThat(
              PacketCounter.nearest(
                  (int) one.get("low32").asLong(), Vectors.number(one, "highest")))
          .as(one.toString())
          .isEqualTo(Vectors.number(one, "counter"));
    }
  }

  @Test
  void itIsTheNearestOfAllThatExist() {
    final long seed = System.nanoTime();
    System.out.println("PacketCounterTest seed " + seed);
    final Random random = new Random(seed);
    for (int i = 0; i < 200_000; i++) {
      final long highest = edgy(random);
      final int low = random.nextInt(4) == 0 ? (int) edgy(random) : (int) highest + near(random);

      assertThat(PacketCounter.nearest(low, highest))
          .as("low %08x highest %016x", low, highest)
          .isEqualTo(plainly(low, highest));
    }
  }

  /** Tries every value with the low half that could be nearest; the higher one of two. */
  private static long plainly(int low, long highest) {
    final BigInteger from = new BigInteger(Long.toUnsignedString(highest));
    final BigInteger here =
        from.divide(WRAP).multiply(WRAP).add(BigInteger.valueOf(Integer.toUnsignedLong(low)));
    BigInteger best = END.multiply(END); // farther than any
    for (int step = 2; step >= -2; step--) {
      final BigInteger one = here.add(WRAP.multiply(BigInteger.valueOf(step)));
      final boolean exists = one.signum() >= 0 && one.compareTo(END) < 0;
      if (exists && one.subtract(from).abs().compareTo(best.subtract(from).abs()) < 0) {
        best = one;
      }
    }
    return best.longValue();
  }

  private static long edgy(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> random.nextInt(3);
      case 1 -> -1L - random.nextInt(3);
      case 2 -> (1L << 32) * random.nextInt(3) + random.nextInt(5) + 3;
      case 3 -> (1L << 31) + random.nextInt(5) - 2;
      default -> random.nextLong();
    };
  }

  private static int near(Random random) {
    return random.nextBoolean() ? random.nextInt(5) - 2 : (1 << 31) + random.nextInt(5) - 2;
  }
}
