package kz.relog.api.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import kz.relog.api.TestSealer;
import kz.relog.api.plan.PlanPath;
import kz.relog.api.spi.Projector;
import kz.relog.api.spi.RoadChange.DeviceCreated;
import kz.relog.api.spi.RoadChange.DeviceRevoked;
import kz.relog.api.spi.RoadChange.PlanPut;
import kz.relog.api.spi.RoadPlan;
import kz.relog.api.spi.RoadStop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlProjectorTest {
  @TempDir Path dir;

  private AdminStore open() {
    AdminStore store = AdminStore.open(dir.resolve("admin.db"), new TestSealer());
    if (store.devices().names(3).isEmpty()) {
      store.devices().put(3, Map.of(1L, Optional.of("Van")));
      store.plans().planRefOf(3, "p", 9);
    }
    return store;
  }

  private static RoadPlan plan(long version, long device) {
    RoadStop stop = new RoadStop(1, 430000000, 760000000, 0, 0, 0, 0);
    return new RoadPlan(9, device, version, 0, 0, PlanPath.NONE, List.of(stop));
  }

  @Test
  void nothingIsVisibleBeforeTheFlushAndAllOfItAfter() throws InterruptedException {
    try (AdminStore store = open()) {
      Projector projector = store.projector();
      projector.apply(10, new DeviceCreated(1, 2, 3, 1000));
      projector.apply(11, new PlanPut(plan(1, 1), 1100));
      assertThat(store.devices().find(3, 1)).isEmpty();
      assertThat(store.applied().await(11, 0)).isFalse();
      projector.flush();
      assertThat(store.devices().find(3, 1)).isPresent();
      assertThat(store.plans().find(3, 9).orElseThrow().version()).isEqualTo(1);
      assertThat(store.applied().await(11, TimeUnit.SECONDS.toNanos(1))).isTrue();
    }
  }

  @Test
  void theAppliedSeqSurvivesAndWhatIsBelowItIsIgnored() {
    try (AdminStore store = open()) {
      store.projector().apply(10, new DeviceCreated(1, 2, 3, 1000));
      store.projector().flush();
    }
    try (AdminStore store = open()) {
      assertThat(store.projector().appliedSeq()).isEqualTo(10);
      store.projector().apply(10, new DeviceRevoked(1, 3, 2000));
      store.projector().flush();
      assertThat(store.devices().find(3, 1).orElseThrow().revokedMs()).isEmpty();
    }
  }

  @Test
  void aStateThatIsToldAgainChangesNothing() {
    try (AdminStore store = open()) {
      Projector projector = store.projector();
      projector.apply(1, new DeviceCreated(1, 2, 3, 1000));
      projector.apply(2, new DeviceRevoked(1, 3, 2000));
      projector.apply(3, new PlanPut(plan(2, 1), 3000));
      projector.flush();
      DeviceRow device = store.devices().find(3, 1).orElseThrow();
      PlanRow plan = store.plans().find(3, 9).orElseThrow();
      projector.apply(4, new DeviceCreated(1, 2, 3, 5000));
      projector.apply(5, new DeviceRevoked(1, 3, 6000));
      projector.apply(6, new PlanPut(plan(2, 1), 7000));
      projector.apply(7, new PlanPut(plan(1, 5), 8000));
      projector.flush();
      assertThat(store.devices().find(3, 1)).contains(device);
      assertThat(store.plans().find(3, 9)).contains(plan);
      assertThat(projector.appliedSeq()).isEqualTo(7);
    }
  }

  @Test
  void deletedPagesAreOverwrittenAndNoJournalIsLeft() throws SQLException {
    try (AdminStore store = open()) {
      store.projector().apply(1, new DeviceCreated(1, 2, 3, 1000));
      store.projector().flush();
    }
    assertThat(dir.resolve("admin.db-wal")).doesNotExist();
    assertThat(dir.resolve("admin.db-journal"))
        .satisfiesAnyOf(
            file -> assertThat(file).doesNotExist(), file -> assertThat(file).isEmptyFile());
    try (Connection raw = DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("admin.db"));
        ResultSet mode = raw.createStatement().executeQuery("PRAGMA journal_mode")) {
      assertThat(mode.getString(1)).isNotEqualTo("wal");
    }
  }
}
