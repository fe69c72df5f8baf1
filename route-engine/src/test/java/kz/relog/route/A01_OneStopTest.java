package kz.relog.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class A01_OneStopTest {

  private static final String PLAN = "path 0,0 1000,0\nstop 500,5 service=45 arrive=50 depart=95\n";

  @Test
  void standingAtAStopIsAnArrivalAndLeavingADeparture() {
    Story story =
        Story.of(
                PLAN
                    + """
                    drive 0 0,0 495,0 told
                    stand 50 500,0 for=45 told
                    drive 96 500,0 1000,0 told
                    """)
            .run();

    assertThat(story.second("ARRIVED 1")).isBetween(45L, 60L);
    assertThat(story.second("DEPARTED 1")).isBetween(90L, 105L);
    assertThat(story.has("MISSED 1")).isFalse();
    assertThat(story.planFact().state()).isEqualTo(PlanState.FINISHED);
  }

  @Test
  void drivingThroughAStopIsNoArrival() {
    Story story = Story.of(PLAN + "drive 0 0,0 1000,0 told").run();

    assertThat(story.has("ARRIVED 1")).isFalse();
    assertThat(story.has("MISSED 1")).isTrue();
  }

  @Test
  void standingIsSeenFromPositionsAloneToo() {
    Story story =
        Story.of(PLAN + "drive 0 0,0 495,0\nstand 50 500,0 for=45\ndrive 96 500,0 1000,0").run();

    assertThat(story.second("ARRIVED 1")).isBetween(45L, 62L);
  }

  @Test
  void silenceThatBeginsAtAStopIsStanding() {
    Story story = Story.of(PLAN + "drive 0 0,0 505,0").run();
    assertThat(story.has("ARRIVED 1")).isFalse();

    story.tick(600);

    assertThat(story.has("ARRIVED 1")).isTrue();
    assertThat(story.has("GPS_LOST 1")).isTrue();
  }

  @Test
  void aFactThatCameLateTakesBackWhatSilenceSaid() {
    Story story = Story.of(PLAN + "drive 0 0,0 505,0\nfact 60 900,0").runWithTheLastFactLate();

    assertThat(story.has("ARRIVED 1")).isFalse();
    assertThat(story.told).contains("ARRIVED 1 v1", "not ARRIVED 1 v2");
  }

  @Test
  void aBusServesAStopByPassingItAndTheMomentIsInterpolated() {
    Story story =
        Story.of("path 0,0 1000,0\nstop 500,5 arrive=50 depart=50\ndrive 0 0,0 1000,0 every=30")
            .run();

    assertThat(story.second("ARRIVED 1")).isCloseTo(50L, within(1L));
  }
}
