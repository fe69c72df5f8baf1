package kz.relog.api.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FieldFormsTest {

  @Test
  void aBusinessNumberHasTheRightCheckDigit() {
    assertThat(Bins.isRight("990140000384")).isTrue();
    for (int digit = 0; digit <= 9; digit++) {
      assertThat(Bins.isRight("99014000038" + digit)).isEqualTo(digit == 4);
    }
    for (String wrong :
        List.of("", "99014000038", "9901400003844", "99014000038x", "٩٩٠١٤٠٠٠٠٣٨٤")) {
      assertThat(Bins.isRight(wrong)).as(wrong).isFalse();
    }
  }

  @Test
  void aCheckDigitOfTenIsCountedAnew() {
    // Places 1 to 11: 10 + 11 = 21, which is 10 mod 11. Places from 3: 1 + 2 = 3.
    assertThat(Bins.isRight("000000000113")).isTrue();
    assertThat(Bins.isRight("000000000110")).isFalse();
  }

  @Test
  void anAddressHasOneForm() {
    assertThat(PersonFields.normalEmail("A.B+c@Example.KZ")).contains("a.b+c@example.kz");
    assertThat(PersonFields.normalEmail("a@пошта.укр")).contains("a@xn--80a1acn3a.xn--j1amh");
    for (String wrong :
        List.of(
            "a",
            "@b.kz",
            "a@b",
            "a@b.",
            "a b@c.kz",
            ".a@b.kz",
            "a..b@c.kz",
            "a@-b.kz",
            "a@b.kz,c@d.kz",
            "<a@b.kz>",
            "\"a\"@b.kz",
            "a@b.kz\r\nBcc: c@d.kz",
            "a@[127.0.0.1]",
            "x".repeat(65) + "@b.kz")) {
      assertThat(PersonFields.normalEmail(wrong)).as(wrong).isEmpty();
    }
  }
}
