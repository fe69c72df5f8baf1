package kz.relog.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class F03_SilenceTest {

  /**
   * Silent from second 90 on, a few hundred metres before the first stop; seen again at the second
   * one.
   */
  private static final String SILENT =
      """
      stop 1000,300
      stop 6000,0
      drive 0 0,0 900,0
      drive 1300 5000,0 6000,0
      stand 1401 6000,0 for=60
      """;

  @Test
  void aStopThatWasPassedInASilenceIsNotCalledMissed() {
    Story story = Story.of(SILENT).run();

    assertThat(story.has("ARRIVED 2")).isTrue();
    assertThat(story.has("MISSED 1")).isFalse();
    assertThat(story.planFact().stops().get(0).state()).isEqualTo(StopState.PENDING);
    assertThat(story.planFact().stops().get(0).etaMs()).isZero();
    assertThat(String.join("\n", story.engine.explain(Story.PLAN_REF, 0))).contains("nobody knows");
  }

  @Test
  void theSameWithFactsIsMissedWhateverTheirOrder() {
    Story late = Story.of(SILENT + "drive 95 950,0 5000,0");

    late.run();

    assertThat(late.has("MISSED 1")).isTrue();
    assertThat(late.planFact().stops().get(0).state()).isEqualTo(StopState.MISSED);
  }

  @Test
  void aSilenceBeforeAServedStopSaysNothingOfTheStopsAfterIt() {
    Story story =
        Story.of(
                """
                stop 1000,0
                stop 2000,0
                stop 3000,0
                fact 0 0,0
                drive 900 100,0 1000,0
                stand 991 1000,0 for=60
                drive 1052 1000,0 3000,0
                stand 1253 3000,0 for=60
                """)
            .run();

    assertThat(story.has("MISSED 2")).isTrue();
  }

  @Test
  void aSilenceTooShortForTheWayIsNoVisit() {
    Story story =
        Story.of(
                """
                stop 1000,8000
                stop 12000,0
                drive 0 0,0 900,0
                drive 450 11500,0 12000,0
                stand 501 12000,0 for=60
                """)
            .run();

    assertThat(story.has("MISSED 1")).isTrue();
  }

  @Test
  void whatIsHeardFirstAtAStopAfterASilenceHasJustCome() {
    Story story = Story.of("stop 1000,0\ndrive 0 0,0 200,0\nstand 1300 1000,0 for=120").run();

    assertThat(story.second("ARRIVED 1")).isBetween(1_290L, 1_301L);
  }
}
