package kz.relog.ingest.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeMap;
import kz.relog.proto.v1.PermissionChange.Action;
import org.junit.jupiter.api.Test;

/** What a subject's fixes may be stored for, from nothing said to more said than is remembered. */
class SubjectTest {

  private static final GateRoom ROOM = new GateRoom(1_000_000, 8, 8, 4, 43_200_000);

  private final Subject subject = new Subject(1);

  private void change(Action action, int purposes, long atMs) {
    subject.change(action, purposes, atMs, ROOM);
  }

  @Test
  void s01NothingSaidIsClosed() {
    assertThat(subject.openNow()).isZero();
    assertThat(subject.openAt(1)).isZero();
    assertThat(subject.isWorthKeeping()).isFalse();
  }

  @Test
  void s02AGrantIsNotBackdated() {
    change(Action.GRANT, 7, 1_000);
    assertThat(subject.openAt(999)).isZero();
    assertThat(subject.openAt(1_000)).isEqualTo(7);
    assertThat(subject.isConstant(999, 1_000)).isFalse();
    assertThat(subject.isConstant(1_000, Long.MAX_VALUE)).isTrue();
  }

  @Test
  void s03AFixNeedsPermissionAtItsTimeAndNow() {
    change(Action.GRANT, 7, 1_000);
    change(Action.WITHDRAW, 2, 2_000);
    assertThat(subject.openAt(1_500)).isEqualTo(5);
    change(Action.GRANT, 2, 3_000);
    assertThat(subject.openAt(1_500)).isEqualTo(7);
    assertThat(subject.openAt(2_500)).isEqualTo(5);
  }

  @Test
  void s04AResumeEndsAPauseAndNothingElse() {
    change(Action.RESUME, 7, 500);
    assertThat(subject.openNow()).isZero();
    change(Action.GRANT, 7, 1_000);
    change(Action.PAUSE, 7, 2_000);
    change(Action.GRANT, 7, 2_500);
    assertThat(subject.openNow()).isZero();
    change(Action.WITHDRAW, 1, 2_600);
    change(Action.RESUME, 7, 3_000);
    assertThat(subject.openNow()).isEqualTo(6);
    assertThat(subject.openAt(2_700)).isZero();
  }

  @Test
  void s05OfTwoChangesAtOneTimeTheLastHolds() {
    change(Action.GRANT, 7, 1_000);
    change(Action.WITHDRAW, 7, 1_000);
    assertThat(subject.openAt(1_000)).isZero();
    change(Action.GRANT, 1, 1_000);
    assertThat(subject.openAt(1_000)).isEqualTo(1);
    assertThat(subject.openAt(999)).isZero();
  }

  @Test
  void s06WhatIsForgottenForWantOfRoomRefusesAndNeverAdmits() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    TreeMap<Long, Integer> told = new TreeMap<>();
    told.put(Long.MIN_VALUE, 0);
    int granted = 0;
    int paused = 0;
    long atMs = 0;
    for (int i = 0; i < 3_000; i++) {
      atMs += random.nextInt(500);
      int purposes = 1 + random.nextInt(7);
      Action action = Action.forNumber(1 + random.nextInt(4));
      change(action, purposes, atMs);
      switch (action) {
        case GRANT -> granted |= purposes;
        case WITHDRAW -> granted &= ~purposes;
        case PAUSE -> paused |= purposes;
        default -> paused &= ~purposes;
      }
      told.put(atMs, granted & ~paused);
      if (i % 100 == 0) {
        Subject again = new Subject(1);
        again.restore(subject.state());
        assertThat(again.state()).isEqualTo(subject.state());
      }
      for (int j = 0; j < 20; j++) {
        long timeMs = atMs - random.nextInt(4_000);
        int right = told.floorEntry(timeMs).getValue() & granted & ~paused;
        assertThat(subject.openAt(timeMs) & ~right).as("seed %d", seed).isZero();
      }
      assertThat(subject.openAt(atMs)).as("seed %d", seed).isEqualTo(granted & ~paused);
      assertThat(subject.state().getPointsCount()).isLessThanOrEqualTo(8);
    }
  }

  @Test
  void s07ASyntheticSubjectIsOpenFromTheEpochAndCanStillBeClosed() {
    change(Action.OPEN_SYNTHETIC, 7, 5_000);
    assertThat(subject.openAt(1)).isEqualTo(7);
    change(Action.WITHDRAW, 7, 6_000);
    assertThat(subject.openAt(1)).isZero();
  }

  @Test
  void s08AnEndedSubjectStaysClosedWhateverIsSaid() {
    change(Action.GRANT, 7, 1_000);
    subject.end();
    change(Action.GRANT, 7, 2_000);
    assertThat(subject.openNow()).isZero();
    assertThat(subject.isWorthKeeping()).isFalse();
  }

  @Test
  void s09BindingsKeepTheirOrderAndForgetTheOldest() {
    Bindings bindings = Bindings.ofTracker();
    assertThat(bindings.at(5)).isNull();
    for (int i = 0; i < 6; i++) {
      // Every other one first, then those between.
      int at = i < 3 ? 2 * i : 2 * (i - 3) + 1;
      bindings.put(new Binding(at + 1, new Subject(at + 1), 100L * at, 100L * at + 100), 600, ROOM);
    }
    assertThat(bindings.count()).isEqualTo(4);
    assertThat(bindings.overlaps(99, 550, 650)).isTrue();
    assertThat(bindings.overlaps(6, 550, 650)).isFalse();
    assertThat(bindings.at(550)).isEqualTo(bindings.find(6));
    assertThat(bindings.at(600)).isNull();
    for (int i = 1; i < bindings.count(); i++) {
      assertThat(bindings.get(i).fromMs()).isGreaterThan(bindings.get(i - 1).fromMs());
    }
    bindings.remove(6);
    assertThat(bindings.at(550)).isNull();
  }
}
