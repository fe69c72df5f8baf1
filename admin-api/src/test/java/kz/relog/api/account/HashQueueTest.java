package kz.relog.api.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HashQueueTest {
  private static final long HASH_NS = 50_000_000;
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final HashQueue queue = new HashQueue(1, PATIENCE, HASH_NS);

  private List<Duration> turnsOf(int people) {
    List<Duration> turns = new ArrayList<>();
    for (int i = 0; i < people; i++) {
      queue.enter(0).ifPresent(turns::add);
    }
    return turns;
  }

  @Test
  void asManyWaitAsAreHashedWithinThePatience() {
    assertThat(turnsOf(100)).hasSize(100 - 21);
  }

  @Test
  void turnsAreOneHashApartSoThatACrowdComesBackOneByOne() {
    List<Duration> turns = turnsOf(100);
    for (int i = 0; i < turns.size(); i++) {
      assertThat(turns.get(i)).isEqualTo(Duration.ofNanos((i + 1) * HASH_NS));
    }
  }

  @Test
  void noTurnIsFurtherAwayThanAMinuteHoweverManyAsk() {
    List<Duration> turns = turnsOf(10_000);
    assertThat(turns).allSatisfy(turn -> assertThat(turn).isLessThanOrEqualTo(HashQueue.TURN_MAX));
    assertThat(turns.get(turns.size() - 1)).isEqualTo(HashQueue.TURN_MAX);
  }

  @Test
  void turnsThatNobodyTookAreOverWhenTheirTimeIs() {
    turnsOf(100);
    assertThat(queue.turn(Duration.ofHours(1).toNanos())).isEqualTo(Duration.ofNanos(HASH_NS));
  }

  @Test
  void whoLeavesMakesRoomForOne() {
    turnsOf(100);
    queue.leave();
    assertThat(turnsOf(2)).hasSize(1);
  }

  @Test
  void slowHashesMakeTheQueueShorter() {
    for (int i = 0; i < 64; i++) {
      queue.took(10 * HASH_NS);
    }
    assertThat(turnsOf(100)).hasSize(100 - 3);
  }

  @Test
  void somebodyMayAlwaysBeHashed() {
    HashQueue slow = new HashQueue(2, PATIENCE, Duration.ofMinutes(5).toNanos());
    assertThat(slow.enter(0)).isEmpty();
    assertThat(slow.enter(0)).isEmpty();
    assertThat(slow.enter(0)).isPresent();
  }
}
