package kz.relog.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class E01_OrderTest {

  @Test
  void aSkippedStopIsMissedAndServedLaterIsTakenBack() {
    Story story =
        Story.of(
                """
                stop 500,0
                stop 1000,0
                drive 0 0,0 995,0
                stand 100 1000,0 for=40
                drive 145 1000,0 505,0
                stand 195 500,0 for=40
                """)
            .run();

    assertThat(story.told).contains("MISSED 1 v1", "not MISSED 1 v2");
    assertThat(story.planFact().stops().get(0).outOfOrder()).isTrue();
    assertThat(story.planFact().state()).isEqualTo(PlanState.FINISHED);
  }

  @Test
  void neighboursSixtyMetresApartAreTwoArrivals() {
    Story story =
        Story.of(
                """
                path 0,0 2000,0
                stop 1000,5 service=30
                stop 1060,5 service=30
                drive 0 0,0 995,0 told
                stand 100 1000,0 for=40 told
                drive 141 1000,0 1055,0 v=6 every=2 told
                stand 152 1060,0 for=40 told
                drive 195 1060,0 2000,0 told
                """)
            .run();

    assertThat(story.second("ARRIVED 1")).isBetween(95L, 110L);
    assertThat(story.second("ARRIVED 2")).isBetween(145L, 160L);
  }

  @Test
  void walkingToTheNeighbourIsNoArrivalThere() {
    Story story =
        Story.of(
                """
                stop 1000,0
                stop 1030,0
                drive 0 0,0 995,0
                stand 100 1000,0 for=40
                drive 145 1000,0 1030,0 v=1.2
                stand 175 1030,0 for=60
                """)
            .run();

    assertThat(story.has("ARRIVED 1")).isTrue();
    assertThat(story.has("ARRIVED 2")).isFalse();
  }

  @Test
  void aVehicleThatMovesUpToTheDockArrivesThere() {
    Story story =
        Story.of(
                """
                stop 1000,0
                drive 0 0,0 955,0
                stand 100 958,0 for=60
                drive 165 960,0 1000,0 v=5
                stand 175 1000,0 for=60
                """)
            .run();

    assertThat(story.second("ARRIVED 1")).isBetween(170L, 185L);
  }

  @Test
  void tenMinutesElsewhereAreAnUnplannedStop() {
    Story story =
        Story.of(
                "stop 3000,0\ndrive 0 0,0 1000,0\nstand 105 1000,0 for=600\ndrive 710 1000,0 3000,0")
            .run();

    assertThat(story.has("UNPLANNED_STOP 1")).isTrue();
    UnplannedStop stop = story.planFact().unplannedStops().get(0);
    assertThat(stop.toMs() - stop.fromMs()).isBetween(590_000L, 620_000L);
  }
}
