package kz.relog.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class F01_TimeTest {

  private static final String PLAN =
      """
      path 0,0 10000,0
      stop 1000,0 arrive=100 depart=100
      stop 9000,0 arrive=900 depart=900
      """;

  @Test
  void latenessAndTheFirstEtaFollowFromTheTimetable() {
    Story story = Story.of(PLAN + "drive 300 0,0 2000,0").run();

    PlanFact fact = story.planFact();
    assertThat(fact.progress().latenessMs()).isCloseTo(300_000, within(5_000L));
    assertThat(fact.stops().get(0).latenessMs()).isCloseTo(300_000, within(5_000L));
    assertThat(fact.stops().get(1).etaMs() - Story.START_MS).isCloseTo(1_103_000L, within(8_000L));
  }

  @Test
  void aTickSeesThatAStopIsLate() {
    Story story = Story.of(PLAN + "drive 0 0,0 500,0").run();
    assertThat(story.has("LATE 1")).isFalse();

    story.tick(399);
    assertThat(story.has("LATE 1")).isFalse();
    story.tick(402);

    assertThat(story.second("LATE 1")).isEqualTo(400);
  }

  @Test
  void lostGpsEndsWithTheNextFact() {
    Story story = Story.of(PLAN + "drive 0 0,0 500,0\nfact 900 5000,0");
    story.run(story.facts.subList(0, story.facts.size() - 1), 1).tick(400);
    assertThat(story.second("GPS_LOST 1")).isEqualTo(350);

    story.feed(story.facts.get(story.facts.size() - 1));
    story.engine.onGroupEnd(story.nowMs);

    assertThat(story.second("GPS_BACK 1")).isEqualTo(900);
    assertThat(story.planFact().totals().gpsShare()).isCloseTo(0.056, within(0.01));
  }

  @Test
  void aPlanClosesADayAfterItsEndAndItsOpenStopsAreMissed() {
    Story story = Story.of(PLAN + "drive 0 0,0 500,0").run();

    story.tick(900 + 86_400 + 1);

    assertThat(story.planFact().state()).isEqualTo(PlanState.CLOSED);
    assertThat(story.has("MISSED 1")).isTrue();
    assertThat(story.has("MISSED 2")).isTrue();
    assertThat(story.engine.planCount()).isEqualTo(1);
  }
}
