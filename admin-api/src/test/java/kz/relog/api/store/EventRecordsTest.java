package kz.relog.api.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import kz.relog.api.TestSealer;
import kz.relog.api.spi.EventLog.Told;
import kz.relog.api.spi.PlanEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventRecordsTest {
  @TempDir Path dir;
  AdminStore store;
  EventRecords events;

  @BeforeEach
  void open() {
    store = AdminStore.open(dir.resolve("admin.db"), new TestSealer());
    events = store.events();
    store.plans().planRefOf(3, "p", 9);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static PlanEvent arrived(int version, long timeMs, boolean retracted) {
    return new PlanEvent(
        "9-arrived-1-0", version, retracted, PlanEvent.Type.ARRIVED, timeMs, 7, 9, 1, 1);
  }

  private static PlanEvent late(long timeMs) {
    return new PlanEvent("9-late-1-0", 1, false, PlanEvent.Type.LATE, timeMs, 7, 9, 1, 1);
  }

  private List<Told> all() {
    return events.after(3, 0, OptionalLong.empty(), OptionalLong.empty(), 100);
  }

  @Test
  void whatIsSaidAgainIsNoNewsAndWhatIsSaidOtherwiseIsTheNextVersion() {
    events.tell(List.of(arrived(1, 1000, false)), 1);
    events.tell(List.of(arrived(1, 1000, false), arrived(5, 1000, false)), 2);
    events.tell(List.of(arrived(1, 2000, false)), 3);
    events.tell(List.of(arrived(1, 2000, true), arrived(1, 2000, true)), 4);
    events.tell(List.of(arrived(1, 2000, false)), 5);
    assertThat(all()).extracting(told -> told.event().version()).containsExactly(1, 2, 3, 4);
    assertThat(all())
        .extracting(told -> told.event().retracted())
        .containsExactly(false, false, true, false);
  }

  @Test
  void whatWasNeverToldIsNotTakenBack() {
    assertThat(events.tell(List.of(arrived(2, 1000, true)), 1)).isEmpty();
    assertThat(all()).isEmpty();
  }

  @Test
  void afterARestartOnlyTheDifferenceIsTold() {
    events.tell(List.of(late(500), arrived(1, 1000, false)), 1);
    store.close();
    open();
    assertThat(events.reconcile(9, List.of(late(500), arrived(1, 1000, false)), 2)).isEmpty();
    List<Told> told = events.reconcile(9, List.of(arrived(1, 1500, false)), 3);
    assertThat(told)
        .extracting(one -> one.event().id())
        .containsExactly("9-arrived-1-0", "9-late-1-0");
    assertThat(told).extracting(one -> one.event().version()).containsExactly(2, 2);
    assertThat(told).extracting(one -> one.event().retracted()).containsExactly(false, true);
    assertThat(events.ofPlan(9)).singleElement().extracting(PlanEvent::timeMs).isEqualTo(1500L);
    assertThat(events.reconcile(9, List.of(arrived(1, 1500, false)), 4)).isEmpty();
  }

  @Test
  void aNumberIsNeverGivenTwice() {
    events.tell(List.of(late(500), arrived(1, 1000, false)), 1);
    events.forgetBefore(2);
    store.close();
    open();
    assertThat(events.lastNumber()).isEqualTo(2);
    assertThat(events.keptFrom()).isEqualTo(3);
    assertThat(events.tell(List.of(late(600)), 3))
        .singleElement()
        .extracting(Told::number)
        .isEqualTo(3L);
  }
}
