package kz.relog.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class D02_HardRoadsTest {

  @Test
  void aLoopThatCrossesItselfIsFollowedStraightOverTheCrossing() {
    String line = "0,0 1900,0 1900,600 1200,600 1200,-600 2800,-600";
    for (int every : new int[] {1, 10, 30}) {
      Story story =
          Story.of("path " + line + "\nstop 2800,-600\ndrive 0 " + line + " every=" + every).run();

      for (int i = 0; i < story.facts.size(); i++) {
        double seconds = (story.facts.get(i).timeMs() - Story.START_MS) * 1e-3;
        assertThat(story.matches.get((long) i))
            .as("every %s s, fact %s", every, i)
            .isCloseTo(10 * seconds, within(100.0));
      }
    }
  }

  @Test
  void aVehicleThatTurnsBackToAServedStopArrivesThereOnce() {
    Story story =
        Story.of(
                """
                path 0,0 4000,0
                stop 1000,5 service=60
                stop 3000,5 service=60
                drive 0 0,0 1000,0
                stand 101 1000,0 for=60
                drive 163 1000,0 1700,0 1000,0
                stand 304 1000,0 for=60
                drive 366 1000,0 3000,0
                stand 567 3000,0 for=60
                """)
            .run();

    assertThat(story.second("ARRIVED 1")).isBetween(90L, 105L);
    assertThat(story.second("ARRIVED 2")).isBetween(555L, 572L);
    assertThat(story.progress()).isCloseTo(3_000, within(20.0));
  }

  @Test
  void stopsServedOutOfOrderAreServedAndTold() {
    Story story =
        Story.of(
                """
                path 0,0 4000,0
                stop 1000,5 service=60
                stop 2000,5 service=60
                stop 3000,5 service=60
                drive 0 0,0 2000,0
                stand 201 2000,0 for=60
                drive 263 2000,0 1000,0
                stand 364 1000,0 for=60
                drive 426 1000,0 3000,0
                stand 627 3000,0 for=60
                """)
            .run();

    assertThat(story.second("ARRIVED 2")).isBetween(190L, 206L);
    assertThat(story.second("ARRIVED 1")).isBetween(350L, 370L);
    assertThat(story.second("ARRIVED 3")).isBetween(612L, 632L);
    assertThat(story.has("MISSED 1")).isFalse();
    assertThat(story.planFact().stops().get(0).outOfOrder()).isTrue();
  }

  @Test
  void aPlanThatIsNeverDrivenHasNoArrivalsAndIsMissedAtItsEnd() {
    Story story =
        Story.of(
                """
                path 0,0 3000,0
                stop 1000,0 arrive=100 depart=160
                stop 2500,0 arrive=300 depart=360
                drive 0 0,4000 3000,4000
                stand 305 3000,4000 for=120
                """)
            .run();

    assertThat(story.planFact().progress().onRoute()).isFalse();
    assertThat(story.has("ARRIVED 1")).isFalse();
    assertThat(story.has("ARRIVED 2")).isFalse();
    assertThat(story.matches.values()).allMatch(along -> along.isNaN());

    story.tick(3 * 86_400);

    assertThat(story.has("MISSED 1")).isTrue();
    assertThat(story.has("MISSED 2")).isTrue();
  }

  @Test
  void repeatedVerticesAreDrivenLikeOne() {
    String drive = "stop 1500,0 service=30\ndrive 0 0,0 1000,0 1000,800";
    Story once = Story.of("path 0,0 1000,0 1000,2000\n" + drive).run();
    Story twice = Story.of("path 0,0 0,0 1000,0 1000,0 1000,0 1000,2000 1000,2000\n" + drive).run();

    assertThat(twice.progress()).isCloseTo(once.progress(), within(1.0));
    assertThat(twice.matches.keySet()).isEqualTo(once.matches.keySet());
    assertThat(twice.failures).isEmpty();
  }

  @Test
  void aPlanOnBothSidesOfTheAntimeridianIsRefusedAndNamesThePoint() {
    int[] lat = {500_000_000, 500_000_000};
    int[] lon = {1_799_990_000, -1_799_990_000};

    assertThat(Plan.builder(1).path(lat, lon).stop(PlanStop.at(1, lat[0], lon[0])).problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.field()).isEqualTo("path");
              assertThat(problem.message()).contains("antimeridian");
            });
  }

  @Test
  void theTimetableTellsTheSideOfAStreetThatIsDrivenBothWays() {
    Story story =
        Story.of(
                """
                path 0,0 2000,0 0,0
                stop 500,0 arrive=50 depart=110
                stop 1500,0 arrive=360 depart=420
                stop 200,0 arrive=550 depart=610
                drive 0 0,0 500,0
                stand 51 500,0 for=60
                drive 113 500,0 2000,0 1500,0
                stand 315 1500,0 for=60
                drive 377 1500,0 200,0
                stand 508 200,0 for=60
                """)
            .run();

    assertThat(story.planFact().stops().get(1).alongMetres()).isCloseTo(2_500, within(5.0));
    assertThat(story.second("ARRIVED 2")).isBetween(300L, 320L);
    assertThat(story.events.keySet()).noneMatch(event -> event.startsWith("MISSED"));
  }
}
