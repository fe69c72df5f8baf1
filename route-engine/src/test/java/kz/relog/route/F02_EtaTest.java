package kz.relog.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class F02_EtaTest {

  private static final String LATE_AT_TWO =
      """
      path 0,0 9000,0
      stop 1000,0 arrive=100 depart=160 service=60
      stop 4000,0 arrive=460 depart=520 service=60
      stop 8000,0 arrive=920 depart=980 service=60
      drive 600 0,0 1000,0
      stand 701 1000,0 for=60
      drive 762 1000,0 2500,0
      """;

  @Test
  void theRestOfTheLegAndTheServicesAreAdded() {
    Story story = Story.of(LATE_AT_TWO).run();

    // 762 s + 150 s driven, 1500 m of a leg of 3000 m planned for 300 s left: 150 s
    assertThat(second(story, 1)).isCloseTo(1_060, within(15L));
    // 60 s of service, a leg planned for 400 s
    assertThat(second(story, 2)).isCloseTo(1_060 + 60 + 400, within(20L));
    assertThat(story.planFact().stops().get(1).windowState()).isEqualTo(WindowState.LATE);
    assertThat(story.planFact().stops().get(0).etaMs()).isZero();
  }

  @Test
  void nobodyIsServedBeforeTheWindowOpens() {
    Story story = Story.of("stop 1000,0 service=60\ndrive 0 0,0 800,0 every=5");
    story.plan().stop(window(2, 2000, 900, 1_200)).stop(window(3, 3000, 0, 0));
    story.run();

    assertThat(story.planFact().stops().get(1).windowState()).isEqualTo(WindowState.EARLY);
    assertThat(second(story, 2)).isGreaterThan(900);
  }

  @Test
  void latenessAgainstAPublicTimetableFades() {
    Story story =
        Story.of(
                """
                path 0,0 40000,0
                stop 1000,0 arrive=100 depart=100
                stop 39000,0 arrive=3900 depart=3900
                drive 600 0,0 1500,0
                """)
            .run();

    // 600 s late here; an hour of driving to go leaves exp(-3750 / 1800) = 12 % of it
    assertThat(second(story, 1)).isCloseTo(3_900 + 75, within(10L));
  }

  @Test
  void withoutTimesTheStreetAheadAndTheUsualPaceTell() {
    Story story = Story.of("path 0,0 9000,0\nstop 8000,0\ndrive 0 0,0 4000,0").run();

    // 4000 m at 8 m/s
    assertThat(second(story, 0)).isCloseTo(400 + 500, within(20L));
  }

  private static PlanStop window(int id, double east, int from, int to) {
    Window window =
        from == 0
            ? Window.ANY
            : new Window(Story.START_MS + from * 1_000L, Story.START_MS + to * 1_000L);
    return new PlanStop(id, Story.latE7(0), Story.lonE7(east), 0, 0, 60, 0, window);
  }

  private static long second(Story story, int stop) {
    return (story.planFact().stops().get(stop).etaMs() - Story.START_MS) / 1000;
  }
}
