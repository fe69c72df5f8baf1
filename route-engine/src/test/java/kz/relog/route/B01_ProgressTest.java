package kz.relog.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class B01_ProgressTest {

  @Test
  void progressIsMetresAlongThePathByHaversine() {
    Story story = Story.of("path 0,0 300,0 300,400\nstop 300,400\ndrive 0 0,0 300,0 300,300").run();

    assertThat(story.progress()).isCloseTo(600, within(1.0));
    assertThat(story.planFact().progress().pathMetres()).isCloseTo(700, within(0.5));
  }

  @Test
  void progressIsKeptWhenTheVehicleLeavesThePath() {
    Story story = Story.of("path 0,0 5000,0\nstop 5000,0\ndrive 0 0,0 1000,0 1000,900").run();

    assertThat(story.planFact().progress().onRoute()).isFalse();
    assertThat(story.progress()).isCloseTo(1000, within(60.0));
  }

  @Test
  void aVehicleThatStartsInTheMiddleIsPlacedThere() {
    Story story = Story.of("path 0,0 5000,0\nstop 5000,0\ndrive 0 3000,0 3500,0").run();

    assertThat(story.progress()).isCloseTo(3500, within(5.0));
  }

  @Test
  void aPlanWithoutAPathHasNoProgressButItsStops() {
    Story story = Story.of("stop 500,0\ndrive 0 0,0 495,0\nstand 50 500,0 for=60").run();

    assertThat(story.progress()).isNaN();
    assertThat(story.has("ARRIVED 1")).isTrue();
    assertThat(story.planFact().progress().onRoute()).isTrue();
  }
}
