package kz.relog.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class E02_SecondStandsTest {

  @Test
  void anErrandNextDoorIsNotTheServiceWhenTheVehicleThenMovesUp() {
    Story story =
        Story.of(
                """
                stop 1000,0
                drive 0 0,0 940,0 every=30
                stand 95 945,0 for=300 every=30
                stand 440 1000,0 for=120 every=30
                """)
            .run();

    assertThat(story.second("ARRIVED 1")).isBetween(400L, 441L);
  }

  @Test
  void aStandOnTheWayToTheStopBeforeIsAnotherErrand() {
    Story story =
        Story.of(
                """
                stop 1200,0
                stop 1000,0
                drive 0 0,0 990,0
                stand 100 995,0 for=40
                drive 141 995,0 1200,0
                stand 163 1200,0 for=60
                drive 225 1200,0 1003,0
                stand 246 1003,0 for=60
                """)
            .run();

    assertThat(story.second("ARRIVED 1")).isBetween(155L, 168L);
    assertThat(story.second("ARRIVED 2")).isBetween(235L, 251L);
    assertThat(story.planFact().stops().get(1).outOfOrder()).isFalse();
  }

  @Test
  void aStopThatWasPassedByIsServedOnAnotherLeg() {
    Story story =
        Story.of(
                """
                path 0,0 3000,0 0,0
                stop 1000,8 service=60
                stop 2900,8 service=60
                drive 0 0,0 2900,0
                stand 291 2900,0 for=60
                drive 353 2900,0 3000,0 1000,0
                stand 565 1000,0 for=60
                """)
            .run();

    assertThat(story.second("ARRIVED 1")).isBetween(550L, 570L);
    assertThat(story.has("MISSED 1")).isFalse();
  }

  @Test
  void neighboursInNoiseAreTwoServicesWhenTheFirstIsOver() {
    Story story =
        Story.of(
                """
                path 0,0 4000,0
                stop 2000,5 service=45
                stop 2060,5 service=45
                drive 0 0,0 1990,0 every=30 accuracy=20
                stand 230 2025,0 for=0 told accuracy=20
                stand 290 2041,0 for=0 told accuracy=20
                fact 350 2500,0 accuracy=20
                drive 355 2550,0 3000,0
                """)
            .run();

    assertThat(story.has("ARRIVED 1")).isTrue();
    assertThat(story.has("ARRIVED 2")).isTrue();
  }

  @Test
  void aShortServiceBetweenTwoFactsAtAStopIsSeen() {
    Story story =
        Story.of(
                """
                path 0,0 4000,0
                stop 2000,5 service=30
                drive 0 0,0 1990,0 every=45
                fact 225 2000,0
                fact 270 2180,0
                drive 315 2630,0 3500,0 every=45
                """)
            .run();

    assertThat(story.second("ARRIVED 1")).isBetween(170L, 250L);
  }
}
