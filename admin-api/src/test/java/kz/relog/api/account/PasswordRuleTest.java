package kz.relog.api.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;

class PasswordRuleTest {
  private final PasswordRule rule = new PasswordRule();

  private boolean isRight(String password) {
    return rule.whyNot(
            password, List.of("aigerim@altyn.example", "Aigerim", "Sadykova", "Altyn Freight"))
        .isEmpty();
  }

  @Test
  void theListIsLongAndHoldsWhatEveryoneTries() {
    assertThat(rule.commonCount()).isGreaterThan(1_000);
    for (String common :
        List.of(
            "1234567890",
            "qwertyuiop",
            "Password123",
            "PASSW0RD2024",
            "пароль1234",
            "йцукенгшщзхъ")) {
      assertThat(isRight(common)).as(common).isFalse();
    }
  }

  @Test
  void aPasswordIsLongEnoughAndNotMonotone() {
    assertThat(isRight("ninechars")).isFalse();
    assertThat(isRight("tencharsxx")).isTrue();
    assertThat(isRight("zzzzzzzzzzzz")).isFalse();
    assertThat(isRight("abababababab")).isFalse();
    assertThat(isRight("bcdefghijklmn")).isFalse();
    assertThat(isRight("98765432109".substring(0, 10))).isFalse();
    // Ten signs of two chars each.
    assertThat(isRight("\uD83D\uDE00".repeat(9) + "x")).as("two different signs").isFalse();
  }

  @Test
  void aPasswordIsNotMadeOfItsPerson() {
    for (String own :
        List.of("aigerim@altyn.example", "Sadykova1!", "xAIGERIMx12", "Freight2026")) {
      assertThat(isRight(own)).as(own).isFalse();
    }
    assertThat(isRight("altyn is a long sentence")).isTrue();
  }

  @Test
  void aHashOpensWithItsOwnPasswordInAnyKeyboardsForm() {
    HashCost cost = new HashCost(64, 1, 1);
    String hash = PasswordHash.make("\uFF43afe\u0301 au lait", cost, new SecureRandom());
    assertThat(PasswordHash.matches("caf\u00e9 au lait", hash)).isTrue();
    assertThat(PasswordHash.matches("cafe au lait", hash)).isFalse();
    assertThat(PasswordHash.isOf(hash, cost)).isTrue();
    assertThat(PasswordHash.isOf(hash, HashCost.DEFAULT)).isFalse();
  }

  @Test
  void twoHashesOfOnePasswordDiffer() {
    HashCost cost = new HashCost(64, 1, 1);
    SecureRandom random = new SecureRandom();
    assertThat(PasswordHash.make("same words here", cost, random))
        .isNotEqualTo(PasswordHash.make("same words here", cost, random))
        .startsWith("$argon2id$v=19$m=64,t=1,p=1$");
  }
}
