package kz.relog.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class C01_OffRouteTest {

  @Test
  void aDetourIsOffTheRouteFromItsFirstFactsUntilTheReturn() {
    Story story =
        Story.of(
                """
                path 0,0 3000,0
                stop 3000,0
                drive 0 0,0 1000,0 1000,400 2000,400 2000,0 3000,0 accuracy=8
                """)
            .run();

    assertThat(story.second("OFF_ROUTE 1")).isBetween(100L, 112L);
    assertThat(story.second("ON_ROUTE 1")).isBetween(275L, 292L);
    Totals totals = story.planFact().totals();
    assertThat(totals.offRouteMetres()).isBetween(1_500.0, 1_900.0);
    assertThat(totals.offRouteMs()).isBetween(165_000L, 190_000L);
  }

  @Test
  void oneWildFixIsNoDetour() {
    Story story =
        Story.of(
                "path 0,0 3000,0\nstop 3000,0\ndrive 0 0,0 1000,0\nfact 102 1020,150\n"
                    + "drive 105 1050,0 3000,0")
            .run();

    assertThat(story.has("OFF_ROUTE 1")).isFalse();
  }

  @Test
  void aParallelStreetIsTheWrongOneWhenTheFixesAreGoodEnough() {
    String plan = "path 0,0 3000,0\nstop 3000,0\n";

    Story good = Story.of(plan + "drive 0 0,40 2000,40 accuracy=6").run();
    Story poor = Story.of(plan + "drive 0 0,40 2000,40 accuracy=40").run();

    assertThat(good.planFact().progress().onRoute()).isFalse();
    assertThat(poor.planFact().progress().onRoute()).isTrue();
  }

  @Test
  void parkedJitterDoesNotLeaveThePath() {
    Story story =
        Story.of(
                """
                path 0,0 3000,0
                stop 3000,0
                drive 0 0,0 1000,0 told accuracy=6
                stand 105 1000,60 for=100 told accuracy=6
                stand 206 1000,-60 for=100 told accuracy=6
                """)
            .run();

    assertThat(story.has("OFF_ROUTE 1")).isFalse();
  }
}
