package kz.relog.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Objects;
import kz.relog.proto.v1.Ack;
import org.junit.jupiter.api.Test;

class SenderTest {
  @Test
  void a_batch_is_closed_when_it_has_its_count_of_fixes() {
    Bench bench = new Bench(Bench.batchesOf(10));
    bench.offer(9);
    assertThat(bench.next()).isEmpty();
    bench.offer(1);
    bench.exchangeAll();
    assertThat(bench.device.fixesPerBatch).containsExactly(10);
    assertThat(bench.heard.settled).containsExactly(1L);
  }

  @Test
  void a_batch_is_closed_when_its_first_fix_is_old_enough() {
    Bench bench = new Bench(Bench.batchesOf(100));
    bench.offer(3);
    assertThat(bench.sender.dueNs(bench.nowNs)).isEqualTo(bench.nowNs + 60 * Bench.SECOND);
    bench.pass(59);
    assertThat(bench.next()).isEmpty();
    bench.pass(1);
    assertThat(bench.exchange()).isTrue();
    assertThat(bench.device.fixesPerBatch).containsExactly(3);
  }

  @Test
  void a_batch_too_long_for_a_datagram_is_split_where_it_fits() {
    Bench bench = new Bench(Bench.batchesOf(512));
    for (int i = 0; i < 512; i++) {
      bench.sender.offer(
          bench.nowNs,
          Bench.DAY_ONE_MS + i * 1000L,
          (i & 1) * 800_000_000,
          (i & 1) * -900_000_000,
          i,
          i % 360,
          i);
    }
    bench.sender.flush(bench.nowNs);
    byte[] first = bench.next();
    assertThat(first.length).isBetween(1150, 1200);
    bench.deliver(bench.server.answer(first, first.length));
    bench.exchangeAll();
    assertThat(bench.device.times).hasSize(512).isSorted();
    assertThat(bench.device.fixesPerBatch.size()).isBetween(5, 12);
  }

  @Test
  void a_time_that_goes_back_and_a_jump_over_the_antimeridian_begin_new_batches() {
    Bench bench = new Bench(Bench.batchesOf(10));
    long time = Bench.DAY_ONE_MS;
    bench.sender.offer(bench.nowNs, time, 1, 1_799_999_999, -1, 360, 0);
    bench.sender.offer(bench.nowNs, time + 1000, 1, -1_799_999_999, -1, 360, 0);
    bench.sender.offer(bench.nowNs, time - 9000, 1, -1_799_999_999, -1, 360, 0);
    bench.sender.flush(bench.nowNs);
    bench.exchangeAll();
    assertThat(bench.device.fixesPerBatch).containsExactly(1, 1, 1);
    assertThat(bench.device.times).containsExactly(time, time + 1000, time - 9000);
  }

  @Test
  void a_retry_is_the_same_batch_under_a_new_counter() {
    Bench bench = new Bench(Bench.batchesOf(2));
    bench.offer(2);
    byte[] first = bench.next();
    assertThat(bench.next()).isEmpty();
    bench.offer(1);
    bench.pass(4);
    byte[] second = bench.next();
    assertThat(second).hasSameSizeAs(first).isNotEqualTo(first);
    bench.server.answer(first, first.length);
    bench.deliver(bench.server.answer(second, second.length));
    assertThat(bench.server.violations()).isEmpty();
    assertThat(bench.device.counters).containsExactlyInAnyOrder(1L, 2L);
    assertThat(bench.heard.settled).containsExactly(1L);
    assertThat(bench.heard.latencies).containsExactly(4 * Bench.SECOND);
    assertThat(bench.tally.framesRetried).isEqualTo(1);
  }

  @Test
  void retries_wait_longer_each_time_up_to_the_cap() {
    Bench bench = new Bench(Bench.batchesOf(1));
    bench.offer(1);
    bench.next();
    long before = 0;
    for (int i = 0; i < 12; i++) {
      long wait = bench.sender.dueNs(bench.nowNs) - bench.nowNs;
      long nominal = Math.min(3L << i, 120) * Bench.SECOND;
      assertThat(wait).isBetween(nominal * 3 / 4, nominal * 5 / 4);
      assertThat(wait).isGreaterThan(Math.min(before, 60 * Bench.SECOND));
      before = wait;
      bench.nowNs += wait;
      assertThat(bench.next()).isNotEmpty();
    }
  }

  @Test
  void the_65th_unsettled_batch_waits_and_its_fix_is_refused_as_a_value() {
    Bench bench = new Bench(Bench.batchesOf(1));
    bench.offer(65);
    assertThat(bench.offer()).isEqualTo(OfferResult.WINDOW_FULL);
    assertThat(bench.sender.unsettled()).isEqualTo(64);
    assertThat(bench.tally.fixesOpen).isEqualTo(1);
    byte[] first = bench.next();
    for (int i = 1; i < 64; i++) {
      assertThat(bench.next()).isNotEmpty();
    }
    assertThat(bench.next()).isEmpty();
    bench.deliver(bench.server.answer(first, first.length));
    assertThat(bench.heard.settled).containsExactly(1L);
    assertThat(bench.next()).isNotEmpty();
    assertThat(bench.offer()).isEqualTo(OfferResult.ACCEPTED);
  }

  @Test
  void an_ack_settles_what_it_names_and_nothing_else() {
    Bench bench = new Bench(Bench.batchesOf(1));
    bench.offer(3);
    byte[] first = bench.next();
    bench.next();
    byte[] third = bench.next();
    bench.deliver(bench.server.answer(third, third.length));
    assertThat(bench.heard.settled).containsExactly(3L);
    assertThat(bench.deliver(bench.server.answer(first, first.length))).isFalse();
    assertThat(bench.heard.settled).containsExactly(3L);
    bench.pass(4);
    bench.exchangeAll();
    assertThat(bench.heard.settled).containsExactly(3L, 1L, 2L);
    assertThat(bench.tally.isSettled()).isTrue();
  }

  @Test
  void a_forged_a_foreign_and_a_repeated_ack_change_nothing() {
    Bench bench = new Bench(Bench.batchesOf(1));
    bench.offer(2);
    byte[] up = bench.next();
    byte[] ack = Objects.requireNonNull(bench.server.answer(up, up.length));
    for (int i = 0; i < ack.length; i++) {
      byte[] forged = ack.clone();
      forged[i] ^= 1;
      assertThat(bench.deliver(forged)).isFalse();
    }
    assertThat(bench.deliver(new byte[3])).isFalse();
    assertThat(bench.deliver(up)).isFalse();
    assertThat(bench.deliver(ack)).isTrue();
    assertThat(bench.deliver(ack)).isFalse();
    assertThat(bench.tally.acksIgnored).isEqualTo(1);
    assertThat(bench.tally.acksForged).isEqualTo(ack.length + 2);
    assertThat(bench.heard.settled).containsExactly(1L);
  }

  @Test
  void only_the_last_256_counters_of_this_run_are_answered() {
    MemoryCounterStore store = new MemoryCounterStore();
    store.reserve(1000, 50);
    Bench bench = new Bench(Bench.batchesOf(1), "udp://127.0.0.1:9", store);
    byte[] ofEarlierRun = bench.server.ack(bench.identity, 999);
    assertThat(bench.deliver(ofEarlierRun)).isFalse();
    bench.offer(1);
    bench.next();
    assertThat(bench.deliver(ofEarlierRun)).isFalse();
    byte[] ofSecondFrame = bench.server.ack(bench.identity, 1001);
    assertThat(bench.deliver(ofSecondFrame)).isFalse();
    for (int i = 0; i < 256; i++) {
      bench.sender.hello();
      assertThat(bench.next()).isNotEmpty();
    }
    assertThat(bench.deliver(bench.server.ack(bench.identity, 1000))).isFalse();
    assertThat(bench.deliver(ofSecondFrame)).isTrue();
  }

  @Test
  void slow_down_silences_the_device_for_as_long_as_it_says() {
    Bench bench = new Bench(Bench.batchesOf(1));
    bench.device.status = Ack.Status.SLOW_DOWN;
    bench.device.retryAfterSeconds = 30;
    bench.offer(2);
    bench.exchange();
    assertThat(bench.next()).isEmpty();
    bench.pass(29);
    assertThat(bench.next()).isEmpty();
    bench.device.status = Ack.Status.OK;
    bench.pass(10);
    bench.exchangeAll();
    assertThat(bench.heard.settled).containsExactlyInAnyOrder(1L, 2L);
  }

  @Test
  void a_revoked_key_sends_nothing_more_and_keeps_nothing() {
    Bench bench = new Bench(Bench.batchesOf(2));
    bench.device.status = Ack.Status.REVOKED;
    bench.offer(5);
    bench.exchange();
    assertThat(bench.heard.states).containsExactly(SenderState.REVOKED);
    assertThat(bench.heard.dropped).containsExactly(1L, 2L);
    assertThat(bench.offer()).isEqualTo(OfferResult.STOPPED);
    bench.pass(10_000);
    assertThat(bench.next()).isEmpty();
    assertThat(bench.sender.dueNs(bench.nowNs)).isEqualTo(Sender.NEVER);
    assertThat(bench.tally.fixesDropped).isEqualTo(5);
    assertThat(bench.tally.isSettled()).isTrue();
  }

  @Test
  void an_erased_person_ends_the_device_likewise() {
    Bench bench = new Bench(Bench.batchesOf(1));
    bench.device.status = Ack.Status.ERASED;
    bench.offer(1);
    bench.exchange();
    assertThat(bench.sender.state()).isEqualTo(SenderState.ERASED);
  }

  @Test
  void refused_fixes_are_settled_and_counted() {
    Bench bench = new Bench(Bench.batchesOf(4));
    bench.device.status = Ack.Status.NO_PERMISSION;
    bench.device.refused = 4;
    bench.offer(4);
    bench.exchange();
    assertThat(bench.heard.settled).containsExactly(1L);
    assertThat(bench.heard.refused).isEqualTo(4);
    assertThat(bench.tally.fixesRefused).isEqualTo(4);
  }

  @Test
  void the_refused_number_is_told_only_by_an_ack_of_the_batch_itself() {
    Bench bench = new Bench(Bench.batchesOf(4));
    bench.offer(8);
    byte[] first = bench.next();
    byte[] second = bench.next();
    bench.device.refused = 4;
    byte[] ownAck = bench.server.answer(first, first.length);
    bench.device.refused = 1;
    byte[] later = bench.server.answer(second, second.length);
    bench.deliver(later);
    assertThat(bench.heard.settled).containsExactly(1L, 2L);
    assertThat(bench.heard.refused).as("what the ack of batch 2 says is of batch 2").isEqualTo(1);
    assertThat(bench.heard.untold).isEqualTo(1);
    assertThat(bench.tally.fixesUntold).isEqualTo(4);
    assertThat(bench.deliver(ownAck)).as("older than the last").isFalse();
    assertThat(bench.heard.untold).isEqualTo(1);
  }

  @Test
  void an_ack_that_comes_after_its_batch_was_settled_still_tells_the_refused_number() {
    Bench bench = new Bench(Bench.batchesOf(4));
    bench.offer(8);
    byte[] first = bench.next();
    byte[] second = bench.next();
    bench.server.answer(second, second.length);
    byte[] ofBoth = bench.server.answer(first, first.length);
    bench.deliver(ofBoth);
    assertThat(bench.heard.settled).containsExactly(1L, 2L);
    assertThat(bench.heard.untold).isEqualTo(1);
    bench.device.refused = 3;
    bench.deliver(bench.server.ack(bench.identity, 2));
    assertThat(bench.heard.untold).isZero();
    assertThat(bench.heard.refused).isEqualTo(3);
    assertThat(bench.tally.fixesUntold).isZero();
    assertThat(bench.tally.fixesRefused).isEqualTo(3);
  }

  @Test
  void while_the_server_is_silent_one_frame_at_a_time_goes_out() {
    Bench bench = new Bench(Bench.batchesOf(1));
    bench.offer(40);
    while (bench.next().length > 0) {}
    int frames = 0;
    for (int i = 0; i < 600; i++) {
      bench.pass(1);
      while (bench.next().length > 0) {
        frames++;
      }
    }
    assertThat(frames).as("in ten minutes").isBetween(5, 60);
    bench.pass(300);
    bench.exchangeAll();
    bench.pass(10);
    bench.exchangeAll();
    assertThat(bench.heard.settled).hasSize(40);
  }

  @Test
  void an_unbound_batch_is_kept_for_twelve_hours_and_then_given_up() {
    Bench bench = new Bench(Bench.batchesOf(1));
    bench.device.status = Ack.Status.UNBOUND;
    bench.offer(1);
    while (bench.sender.unsettled() > 0) {
      bench.exchange();
      if (bench.sender.unsettled() > 0) {
        bench.nowNs = bench.sender.dueNs(bench.nowNs);
      }
    }
    assertThat(bench.nowNs).isBetween(12 * 3600 * Bench.SECOND, 13 * 3600 * Bench.SECOND);
    assertThat(bench.heard.dropped).containsExactly(1L);
    assertThat(bench.tally.framesSent).isBetween(100L, 800L);
    assertThat(bench.heard.settled).isEmpty();
  }

  @Test
  void while_tracking_is_off_it_takes_no_fix_and_only_asks() {
    Bench bench = new Bench(Bench.batchesOf(1));
    bench.device.trackingOn = false;
    bench.offer(2);
    bench.exchange();
    assertThat(bench.offer()).isEqualTo(OfferResult.TRACKING_OFF);
    assertThat(bench.next()).isEmpty();
    bench.pass(80);
    assertThat(bench.exchange()).isTrue();
    assertThat(bench.device.hellos).isEqualTo(1);
    assertThat(bench.device.contents).hasSize(1);
    bench.device.trackingOn = true;
    bench.pass(80);
    bench.exchangeAll();
    assertThat(bench.heard.states).containsExactly(SenderState.TRACKING_OFF, SenderState.SENDING);
    assertThat(bench.heard.settled).containsExactly(1L, 2L);
    assertThat(bench.offer()).isEqualTo(OfferResult.ACCEPTED);
  }

  @Test
  void a_server_that_knows_later_batches_shows_that_the_device_lost_its_state() {
    Bench bench = new Bench(Bench.batchesOf(1));
    bench.device.durableSeq = 9;
    bench.offer(1);
    bench.exchange();
    assertThat(bench.heard.states).containsExactly(SenderState.STATE_LOST);
    assertThat(bench.heard.settled).isEmpty();
  }

  @Test
  void counters_that_cannot_be_stored_are_not_used() {
    CounterStore broken =
        new CounterStore() {
          @Override
          public long nextCounter() {
            return 1;
          }

          @Override
          public long nextBatchSeq() {
            return 1;
          }

          @Override
          public void reserve(long counterEnd, long batchSeqEnd) throws IOException {
            throw new IOException("disk full");
          }

          @Override
          public void close(long nextCounter, long nextBatchSeq) {}
        };
    Bench bench = new Bench(Bench.batchesOf(1), "udp://127.0.0.1:9", broken);
    bench.offer();
    assertThat(bench.next()).isEmpty();
    assertThat(bench.sender.state()).isEqualTo(SenderState.STORE_FAILED);
    assertThat(bench.sender.storeFailure()).hasMessage("disk full");
    assertThat(bench.offer()).isEqualTo(OfferResult.STOPPED);
  }

  @Test
  void a_value_out_of_its_range_is_refused() {
    Bench bench = new Bench(Bench.batchesOf(1));
    long time = Bench.DAY_ONE_MS;
    int lat = 900_000_001;
    assertThat(bench.sender.offer(0, time, lat, 0, 0, 0, 0)).isEqualTo(OfferResult.INVALID);
    assertThat(bench.sender.offer(0, time, 0, -1_800_000_001, 0, 0, 0))
        .isEqualTo(OfferResult.INVALID);
    assertThat(bench.sender.offer(0, 0, 0, 0, 0, 0, 0)).isEqualTo(OfferResult.INVALID);
    assertThat(bench.sender.offer(0, time, 0, 0, -2, 0, 0)).isEqualTo(OfferResult.INVALID);
    assertThat(bench.sender.offer(0, time, 0, 0, 0, 361, 0)).isEqualTo(OfferResult.INVALID);
    assertThat(bench.sender.offer(0, time, 0, 0, 0, 0, -1)).isEqualTo(OfferResult.INVALID);
    assertThat(bench.tally.fixesOffered).isZero();
  }
}
