package kz.relog.api.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The templates' texts: whole in each language, and without what must not stand in a mail. */
class NoticeTextsTest {
  private static final Set<String> FORBIDDEN =
      Set.of(
          "lat", "lon", "position", "location", "order", "customer", "name", "driver", "address");

  private final NoticeTexts texts = new NoticeTexts();

  @ParameterizedTest
  @EnumSource(Template.class)
  void everyLanguageAsksForTheSameValues(Template template) {
    for (Language language : Language.values()) {
      Set<String> asked = new HashSet<>(NoticeTexts.fields(texts.raw(template, language)));
      asked.removeAll(List.of("url", "optOut"));
      assertThat(asked).as(template + " in " + language).isEqualTo(template.fields());
    }
  }

  @ParameterizedTest
  @EnumSource(Template.class)
  void noTemplateTellsAPositionAnOrderOrAnotherPersonsName(Template template) {
    assertThat(template.fields()).doesNotContainAnyElementsOf(FORBIDDEN);
  }

  @ParameterizedTest
  @EnumSource(value = Template.class, mode = EnumSource.Mode.EXCLUDE, names = "CAMPAIGN")
  void aSubjectIsNeverMadeOfWhatSomebodyWrote(Template template) {
    for (Language language : Language.values()) {
      String subject = texts.raw(template, language).lines().findFirst().orElseThrow();
      assertThat(subject).isNotBlank().doesNotContain("{");
    }
  }

  @Test
  void onlyCampaignsAreMarketingAndTheyAreNotInTheProductsList() {
    for (Template template : Template.values()) {
      boolean isCampaign = template == Template.CAMPAIGN;
      assertThat(template.category() == Category.MARKETING).isEqualTo(isCampaign);
      assertThat(Template.of(template.key())).contains(template);
    }
    assertThat(Template.inApp()).doesNotContain("CAMPAIGN", "ACCOUNT_VERIFY", "ACCOUNT_RESET");
  }

  @Test
  void aValueCannotAskForAnotherValue() {
    Map<String, String> values = new HashMap<>();
    values.put("company", "{token} $1 \\");
    values.put("token", "secret");
    values.put("url", "https://relog.example");
    String body = texts.render(Template.ACCOUNT_VERIFY, Language.EN, values).body();
    assertThat(body).contains("The company {token} $1 \\ was").containsOnlyOnce("secret");
  }

  @Test
  void aMomentIsToldToTheMinuteWithItsZone() {
    Map<String, String> values =
        Map.of("company", "2026", "token", "x", "expiresAt", "2026-03-03T08:00:59.123Z");
    for (Language language : Language.values()) {
      assertThat(texts.render(Template.ACCOUNT_VERIFY, language, values).body())
          .contains("2026-03-03 08:00 (UTC)")
          .doesNotContain("08:00:59");
    }
  }

  @Test
  void lineFeedsAndControlCharactersAreTakenOut() {
    assertThat(Plain.line("News\r\nBcc: all@example.org\u2028x\u0000y"))
        .isEqualTo("News Bcc: all@example.orgxy");
    assertThat(Plain.text("a\r\nb\rc\u202ed")).isEqualTo("a\nb\ncd");
  }
}
