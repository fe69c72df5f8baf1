package kz.relog.api.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import kz.relog.api.plan.PlanRecord;
import kz.relog.api.plan.StopRecord;
import kz.relog.api.spi.RecordSealer;
import kz.relog.api.spi.RoadPlan;
import kz.relog.api.spi.RoadStop;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;

/** Reads plans, and writes their words (never the road's table). Any thread; blocks. */
public final class PlanRecords {
  private static final String SELECT =
      "SELECT p.plan_ref, t.plan_id, p.device_ref, p.version, p.start_ms, p.end_ms,"
          + " p.stop_count, p.vertex_count, p.created_seq, p.created_ms, p.changed_ms"
          + " FROM plan p LEFT JOIN plan_text t USING (plan_ref)";

  private static final long CLOSED_AFTER_MS = 72 * 3_600_000L;

  private final Jdbi jdbi;
  private final RecordSealer sealer;

  PlanRecords(Jdbi jdbi, RecordSealer sealer) {
    this.jdbi = jdbi;
    this.sealer = sealer;
  }

  /** A plan with all it holds. */
  public record WholePlan(PlanRow row, RoadPlan road, List<StopText> texts) {
    /** The plan as the planner would write it. */
    public PlanRecord record() {
      List<StopRecord> stops = new ArrayList<>();
      for (int i = 0; i < road.stops().size(); i++) {
        RoadStop stop = road.stops().get(i);
        StopText text = i < texts.size() ? texts.get(i) : new StopText(i + 1, 0, "", "");
        stops.add(
            new StopRecord(
                i + 1,
                text.externalId(),
                text.name(),
                stop.latE7(),
                stop.lonE7(),
                stop.arriveMs(),
                stop.departMs(),
                stop.serviceSeconds(),
                stop.radiusMetres(),
                stop.windowFromMs(),
                stop.windowToMs()));
      }
      return new PlanRecord(row.planId(), road.startMs(), road.endMs(), road.path(), stops);
    }
  }

  /** The plan without its positions, once the road made it. */
  public Optional<PlanRow> find(long planRef) {
    return jdbi.withHandle(handle -> find(handle, planRef));
  }

  /** The plan with positions and words; empty also when its key is gone. */
  public Optional<WholePlan> findWhole(long planRef) {
    Optional<Stored> stored =
        jdbi.inTransaction(
            handle ->
                find(handle, planRef)
                    .map(row -> new Stored(row, route(handle, row), texts(handle, row))));
    return stored.flatMap(
        plan ->
            sealer.open(planRef, plan.route).map(plain -> plan.whole(RouteCodec.decode(plain))));
  }

  /**
   * Where a replay must begin so that the engine gets every plan that may still be driven, from its
   * first entry on.
   *
   * @param nowMs plans count until three days after their end, when the engine has closed them
   * @return empty when no plan may still be driven
   */
  public OptionalLong findEarliestLiveSeq(long nowMs) {
    Optional<Long> seq =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT created_seq FROM plan WHERE MAX(last_ms, CASE end_ms WHEN 0 THEN"
                            + " changed_ms ELSE 0 END) > ? ORDER BY created_seq LIMIT 1")
                    .bind(0, nowMs - CLOSED_AFTER_MS)
                    .mapTo(Long.class)
                    .findOne());
    return seq.isPresent() ? OptionalLong.of(seq.get()) : OptionalLong.empty();
  }

  /**
   * Which plans are wanted.
   *
   * @param device driven by this device; 0 for those that nobody drives; empty for all
   * @param fromMs driven at or after this moment, Unix epoch ms UTC
   * @param toMs driven before this moment, Unix epoch ms UTC
   */
  public record Wanted(OptionalLong device, long fromMs, long toMs) {
    /** All plans. */
    public static final Wanted ALL = new Wanted(OptionalLong.empty(), 0, Long.MAX_VALUE);
  }

  /** At most {@code limit} plans made after {@code afterSeq}, in the order of their making. */
  public List<PlanRow> list(Wanted wanted, long afterSeq, int limit) {
    String sql =
        SELECT
            + " WHERE p.created_seq > ? AND p.first_ms < ? AND p.last_ms >= ?"
            + (wanted.device.isPresent() ? " AND p.device_ref = " + wanted.device.getAsLong() : "")
            + " ORDER BY p.created_seq LIMIT ?";
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(sql)
                .bind(0, afterSeq)
                .bind(1, wanted.toMs)
                .bind(2, wanted.fromMs)
                .bind(3, limit)
                .map(PlanRecords::row)
                .list());
  }

  /** A stop in the plan's version of now, by the number the road knows it by. */
  public Optional<StopText> stop(long planRef, int stopId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT s.seq, s.stop_id, s.external_id, s.name FROM stop_text s"
                        + " JOIN plan p USING (plan_ref, version)"
                        + " WHERE s.plan_ref = ? AND s.stop_id = ?")
                .bind(0, planRef)
                .bind(1, stopId)
                .map(PlanRecords::text)
                .findOne());
  }

  /**
   * The plan that has the planner's identifier; {@code newPlanRef} is taken when nobody has it yet.
   */
  public long planRefOf(String planId, long newPlanRef) {
    return jdbi.inTransaction(
        handle -> {
          handle.execute(
              "INSERT INTO plan_text (plan_ref, plan_id, last_version) VALUES (?, ?, 0)"
                  + " ON CONFLICT (plan_id) DO NOTHING",
              newPlanRef,
              planId);
          return handle
              .createQuery("SELECT plan_ref FROM plan_text WHERE plan_id = ?")
              .bind(0, planId)
              .mapTo(Long.class)
              .one();
        });
  }

  /**
   * Takes the next version of a plan, which is never given twice, and writes its words under it.
   */
  public long putNextVersion(long planRef, List<StopText> texts) {
    return jdbi.inTransaction(
        handle -> {
          long version =
              handle
                  .createQuery(
                      "UPDATE plan_text SET last_version = MAX(last_version, COALESCE((SELECT"
                          + " version FROM plan p WHERE p.plan_ref = plan_text.plan_ref), 0)) + 1"
                          + " WHERE plan_ref = ? RETURNING last_version")
                  .bind(0, planRef)
                  .mapTo(Long.class)
                  .one();
          PreparedBatch batch =
              handle.prepareBatch(
                  "INSERT INTO stop_text (plan_ref, version, seq, stop_id, external_id, name)"
                      + " VALUES (?, ?, ?, ?, ?, ?)");
          for (StopText text : texts) {
            batch
                .bind(0, planRef)
                .bind(1, version)
                .bind(2, text.seq())
                .bind(3, text.stopId())
                .bind(4, text.externalId())
                .bind(5, text.name())
                .add();
          }
          if (batch.size() > 0) {
            batch.execute();
          }
          return version;
        });
  }

  /** Deletes the words of all versions but those at or above the one the records show. */
  public void dropOldTexts(long planRef) {
    jdbi.useTransaction(
        handle ->
            handle.execute(
                "DELETE FROM stop_text WHERE plan_ref = ? AND version <"
                    + " (SELECT version FROM plan WHERE plan_ref = ?)",
                planRef,
                planRef));
  }

  /** Deletes the words of a version that the road refused. */
  public void dropTexts(long planRef, long version) {
    jdbi.useTransaction(
        handle -> {
          handle.execute(
              "DELETE FROM stop_text WHERE plan_ref = ? AND version = ?", planRef, version);
          handle.execute(
              "DELETE FROM plan_text WHERE plan_ref = ? AND last_version = 1 AND NOT EXISTS"
                  + " (SELECT 1 FROM plan WHERE plan_ref = ?)",
              planRef,
              planRef);
        });
  }

  /** What one transaction read, the route still sealed. */
  private static final class Stored {
    private final PlanRow row;
    private final byte[] route;
    private final List<StopText> texts;

    Stored(PlanRow row, byte[] route, List<StopText> texts) {
      this.row = row;
      this.route = route;
      this.texts = texts;
    }

    WholePlan whole(RouteCodec.Route decoded) {
      RoadPlan road =
          new RoadPlan(
              row.planRef(),
              row.deviceRef(),
              row.version(),
              row.startMs(),
              row.endMs(),
              decoded.path(),
              decoded.stops());
      return new WholePlan(row, road, texts);
    }
  }

  private static Optional<PlanRow> find(Handle handle, long planRef) {
    return handle
        .createQuery(SELECT + " WHERE p.plan_ref = ?")
        .bind(0, planRef)
        .map(PlanRecords::row)
        .findOne();
  }

  private static byte[] route(Handle handle, PlanRow row) {
    return handle
        .createQuery("SELECT route FROM plan WHERE plan_ref = ?")
        .bind(0, row.planRef())
        .map((set, context) -> set.getBytes(1))
        .one();
  }

  private static List<StopText> texts(Handle handle, PlanRow row) {
    return handle
        .createQuery(
            "SELECT seq, stop_id, external_id, name FROM stop_text"
                + " WHERE plan_ref = ? AND version = ? ORDER BY seq")
        .bind(0, row.planRef())
        .bind(1, row.version())
        .map(PlanRecords::text)
        .list();
  }

  private static StopText text(ResultSet row, StatementContext context) throws SQLException {
    return new StopText(row.getInt(1), row.getInt(2), row.getString(3), row.getString(4));
  }

  private static PlanRow row(ResultSet row, StatementContext context) throws SQLException {
    long planRef = row.getLong("plan_ref");
    // The words may be lost with this file while the journal still knows the plan.
    String planId = row.getString("plan_id");
    return new PlanRow(
        planRef,
        planId == null ? String.format(Locale.ROOT, "%016x", planRef) : planId,
        row.getLong("device_ref"),
        row.getLong("version"),
        row.getLong("start_ms"),
        row.getLong("end_ms"),
        row.getInt("stop_count"),
        row.getInt("vertex_count"),
        row.getLong("created_seq"),
        row.getLong("created_ms"),
        row.getLong("changed_ms"));
  }
}
