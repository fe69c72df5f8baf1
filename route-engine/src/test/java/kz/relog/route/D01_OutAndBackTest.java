package kz.relog.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class D01_OutAndBackTest {

  private static final String PLAN =
      "path 0,0 2000,0 0,0\nstop 500,8 service=30\nstop 2000,0 service=30\nstop 500,-8 service=30\n";

  @Test
  void theSameStreetIsTwoPlacesOnTheWayOutAndBack() {
    Story out = Story.of(PLAN + "drive 0 0,0 800,0").run();
    Story back = Story.of(PLAN + "drive 0 0,0 2000,0 800,0").run();

    assertThat(out.progress()).isCloseTo(800, within(20.0));
    assertThat(back.progress()).isCloseTo(3_200, within(20.0));
  }

  @Test
  void aStopOnEachSideIsServedOnItsOwnWay() {
    Story story =
        Story.of(
                PLAN
                    + """
                    drive 0 0,0 2000,0 505,0
                    stand 350 500,0 for=40
                    drive 395 500,0 0,0
                    """)
            .run();

    assertThat(story.has("ARRIVED 1")).isFalse();
    assertThat(story.second("ARRIVED 3")).isBetween(345L, 360L);
    assertThat(story.has("MISSED 1")).isTrue();
  }

  @Test
  void aGapOverTheTurningPointIsCrossed() {
    Story story =
        Story.of(
                """
                path 0,0 5000,0 0,0
                stop 4000,0 arrive=400 depart=400
                stop 4000,0 arrive=600 depart=600
                drive 0 0,0 3000,0
                drive 700 3000,0 1000,0
                """)
            .run();

    assertThat(story.progress()).isCloseTo(9_000, within(30.0));
  }

  @Test
  void whatWasPlacedBeforeTheDirectionWasSeenIsCorrected() {
    Story story = Story.of("path 0,0 2000,0 0,0\nstop 0,0\ndrive 0 1500,0 1000,0").run();

    assertThat(story.matches.get(0L)).isCloseTo(2_500, within(20.0));
    assertThat(story.progress()).isCloseTo(3_000, within(20.0));
  }
}
