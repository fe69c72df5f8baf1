package kz.relog.api.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CardNumbersTest {

  @Test
  void aCardIsFoundHoweverItIsWritten() {
    for (String text :
        List.of(
            "4111111111111111",
            "pay with 4111 1111 1111 1111 12/27",
            "5500-0000-0000-0004",
            "x4111.1111.1111.1111y",
            "378282246310005",
            "6011\u00a00009\u00a09013\u00a09424",
            "\uff14\uff11\uff11\uff11 1111 1111 1111",
            "no 4222222222222 here")) {
      assertThat(CardNumbers.isIn(text)).as(text).isTrue();
    }
  }

  @Test
  void otherNumbersAreLeftAlone() {
    for (String text :
        List.of(
            "",
            "Van 7",
            "4111111111111112",
            "990140000384",
            "+7 701 123 45 67",
            "+77011234567",
            "tracker 352099001761481",
            "2026-03-02T08:00:00Z",
            "4111 and 1111 and 1111 and 1111",
            "2f3c5a7190be4d61")) {
      assertThat(CardNumbers.isIn(text)).as(text).isFalse();
    }
  }

  @Test
  void oneChangedDigitMakesItNoCard() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    char[] digits = "4111111111111111".toCharArray();
    int place = 1 + random.nextInt(15);
    digits[place] = (char) ('0' + (digits[place] - '0' + 1 + random.nextInt(9)) % 10);
    assertThat(CardNumbers.isIn(new String(digits))).as("seed " + seed).isFalse();
  }
}
