package kz.relog.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class L01_LateFactsTest {

  /**
   * Out and back with stops on both sides, a detour, silence and standing: 1,000 facts and more.
   */
  private static final String TEXT =
      """
      path 0,0 3000,0 3000,35 0,35
      stop 500,0 service=30 arrive=60 depart=90
      stop 2500,0 service=30 arrive=400 depart=430
      stop 2500,35 service=30 arrive=700 depart=730
      stop 400,35 arrive=1200 depart=1200
      drive 0 0,0 500,0 every=1
      stand 51 500,0 for=40 every=1
      drive 92 500,0 1500,0 1500,300 2000,300 2000,0 2500,0 every=1
      stand 352 2500,0 for=40 every=1
      drive 393 2500,0 3000,0 3000,35 2500,35 every=1
      stand 498 2510,35 for=300 every=1
      drive 1400 1500,35 0,35 every=1
      """;

  @Test
  void anyOrderOfArrivalGivesTheResultOfSortedFacts() {
    Story sorted = Story.of(TEXT).run().tick(2_000);
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 20; round++) {
      Story shuffled = Story.of(TEXT);
      List<Story.Fact> order = new ArrayList<>(shuffled.facts);
      if (round % 2 == 0) {
        Collections.shuffle(order, random);
      } else {
        delaySome(order, random);
      }
      shuffled.run(order, 1 + random.nextInt(200)).tick(2_000);

      String as = "seed " + seed + ", round " + round;
      assertThat(shuffled.planFact()).as(as).isEqualTo(sorted.planFact());
      assertThat(shuffled.events).as(as).isEqualTo(sorted.events);
      assertThat(shuffled.matches).as(as).isEqualTo(sorted.matches);
    }
  }

  @Test
  void theSameCallsGiveTheSameWords() {
    Story one = Story.of(TEXT).run().tick(2_000);
    Story two = Story.of(TEXT).run().tick(2_000);

    assertThat(two.told).isEqualTo(one.told);
    assertThat(two.planFact().hashCode()).isEqualTo(one.planFact().hashCode());
    assertThat(two.matches.hashCode()).isEqualTo(one.matches.hashCode());
  }

  @Test
  void factsOlderThanTheRetainedOnesAreCountedAndTold() {
    Story story = Story.of(TEXT, new EngineConfig(256, 64));
    List<Story.Fact> order = new ArrayList<>(story.facts);
    Story.Fact first = order.remove(0);
    order.add(first);

    story.run(order, 10);

    assertThat(story.planFact().totals().beyondHorizon()).isEqualTo(1);
    assertThat(story.planFact().stops().get(0).actual().arriveMs()).isPositive();
  }

  @Test
  void droppingOldFactsDoesNotChangeTheResult() {
    Story all = Story.of(TEXT).run().tick(2_000);
    Story few = Story.of(TEXT, new EngineConfig(1_024, 256)).run().tick(2_000);

    assertThat(few.planFact()).isEqualTo(all.planFact());
  }

  private static void delaySome(List<Story.Fact> order, Random random) {
    for (int i = 0; i < 30; i++) {
      int from = random.nextInt(order.size() - 60);
      Collections.rotate(order.subList(from, from + 60), random.nextInt(60));
    }
  }
}
