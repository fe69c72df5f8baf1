package kz.relog.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class N01_FigureEightTest {

  /** Two lobes through one crossing at 0,0, which is passed three times. */
  private static final String LINE =
      "-500,-500 0,0 500,500 1000,0 500,-500 0,0 -500,500 -1000,0 -250,100 0,0 500,-900";

  @Test
  void eachPassOfTheCrossingIsItsOwnPlace() {
    for (int every : new int[] {1, 5, 10, 30}) {
      Story story =
          Story.of("path " + LINE + "\nstop 500,-900\ndrive 0 " + LINE + " every=" + every).run();

      for (int i = 0; i < story.facts.size(); i++) {
        double seconds = (story.facts.get(i).timeMs() - Story.START_MS) * 1e-3;
        assertThat(story.matches.get((long) i))
            .as("every %s s, fact %s", every, i)
            .isCloseTo(10 * seconds, within(100.0));
      }
    }
  }

  @Test
  void aLollipopIsLeftOnTheStickItCameBy() {
    String line = "0,0 1000,0 1400,400 1800,0 1400,-400 1000,0 0,0";
    Story story = Story.of("path " + line + "\nstop 0,0\ndrive 0 " + line).run();

    double length = story.planFact().progress().pathMetres();
    assertThat(story.progress()).isCloseTo(length, within(60.0));
    assertThat(story.has("OFF_ROUTE 1")).isFalse();
  }
}
