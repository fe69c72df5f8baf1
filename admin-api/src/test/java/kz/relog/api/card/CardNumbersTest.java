package kz.relog.api.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import kz.relog.api.call.Refs;
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
  void aNameThatAMachineMadeIsLeftAlone() {
    for (String text :
        List.of(
            "demo-a4111111111111111",
            "plan 4111111111111111b for today",
            "41111111-1111-1111-a111-411111111111",
            "9b1deb4d-3b7d-4bad-4111-111111111111",
            "411111111111111100000000000000000000000f")) {
      assertThat(CardNumbers.isIn(text)).as(text).isFalse();
    }
    for (String text :
        List.of(
            "card4111111111111111",
            "a 4111111111111111",
            "a-4111111111111111",
            "bc 4111 1111 1111 1111 de",
            "a4222222222222")) {
      assertThat(CardNumbers.isIn(text)).as(text).isTrue();
    }
  }

  @Test
  void noNameWithAReferenceOfOursIsTakenForACard() {
    SecureRandom random = new SecureRandom();
    for (int i = 0; i < 200_000; i++) {
      String name = "demo-" + Refs.text(Refs.random(random));
      assertThat(CardNumbers.isIn(name)).as(name).isFalse();
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
