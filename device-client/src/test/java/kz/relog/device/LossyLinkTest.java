package kz.relog.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LossyLinkTest {
  @Test
  void every_batch_is_settled_once_however_the_link_loses_repeats_delays_and_reorders() {
    long base = System.nanoTime();
    for (int round = 0; round < 60; round++) {
      drive(base + round);
    }
  }

  private static void drive(long seed) {
    Random random = new Random(seed);
    int fixes = 200 + random.nextInt(800);
    Bench bench = new Bench(Bench.batchesOf(1 + random.nextInt(8)));
    LossyLink link = new LossyLink(random);
    List<Integer> offered = new ArrayList<>();
    int steps = 0;
    while (offered.size() < fixes || !bench.tally.isSettled()) {
      assertThat(++steps).as("seed %d", seed).isLessThan(1_000_000);
      if (offered.size() < fixes && bench.offer() == OfferResult.ACCEPTED) {
        offered.add(432_000_000 + offered.size() * 900);
        bench.pass(random.nextInt(2));
      } else {
        bench.sender.flush(bench.nowNs);
        bench.nowNs = Math.min(link.nextNs(), bench.sender.dueNs(bench.nowNs));
      }
      for (byte[] up = bench.next(); up.length > 0; up = bench.next()) {
        link.carry(true, up, bench.nowNs);
      }
      while (link.nextNs() <= bench.nowNs) {
        link.arrive(bench);
      }
    }
    assertThat(bench.server.violations()).as("seed %d", seed).isEmpty();
    int batches = bench.heard.frozen.size();
    assertThat(bench.heard.frozen)
        .as("seed %d", seed)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, batches).boxed().toList());
    assertThat(bench.heard.settled)
        .as("seed %d", seed)
        .containsExactlyInAnyOrderElementsOf(bench.heard.frozen);
    assertThat(bench.device.lats).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(offered);
    assertThat(bench.tally.framesRetried).as("seed %d", seed).isPositive();
    assertThat(bench.tally.fixesSettled).as("seed %d", seed).isEqualTo(fixes);
    assertThat(bench.tally.fixesUnsettled).isZero();
  }
}
