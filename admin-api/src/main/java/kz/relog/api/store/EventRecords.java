package kz.relog.api.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import kz.relog.api.spi.EventLog;
import kz.relog.api.spi.PlanEvent;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * The events that were told, each with a number that grows and is never given twice, so that a
 * reader's cursor holds over restarts. One thread tells; any reads; calls block.
 *
 * <p>Versions are counted here: what the engine says again after a restart is no news, and what it
 * says otherwise is the next version.
 */
public final class EventRecords implements EventLog {
  private static final String SELECT =
      "SELECT number, company_ref, event_id, version, retracted, type, time_ms, device_ref, plan_ref, stop,"
          + " stop_id FROM event";

  /** The company of an event whose plan the records lost: shown to nobody. */
  private static final long NOBODY = -1;

  private final Jdbi jdbi;
  private final String logId;
  private volatile long lastNumber;
  private volatile long keptFrom;

  EventRecords(Jdbi jdbi) {
    this.jdbi = jdbi;
    this.logId = text(jdbi, "SELECT log_id FROM event_log");
    this.keptFrom = number(jdbi, "SELECT kept_from FROM event_log");
    this.lastNumber =
        number(jdbi, "SELECT COALESCE((SELECT seq FROM sqlite_sequence WHERE name = 'event'), 0)");
  }

  @Override
  public List<Told> tell(List<PlanEvent> events, long nowMs) {
    if (events.isEmpty()) {
      return List.of();
    }
    List<Told> told =
        jdbi.inTransaction(
            handle -> {
              List<Told> news = new ArrayList<>();
              for (PlanEvent event : events) {
                Optional<PlanEvent> before = latest(handle, event.id());
                if (isNews(event, before)) {
                  int version = before.map(PlanEvent::version).orElse(0) + 1;
                  news.add(insert(handle, event.withVersion(version), nowMs));
                }
              }
              return news;
            });
    if (!told.isEmpty()) {
      lastNumber = told.get(told.size() - 1).number();
    }
    return told;
  }

  @Override
  public List<Told> reconcile(long planRef, List<PlanEvent> holding, long nowMs) {
    Map<String, PlanEvent> gone = new HashMap<>();
    for (PlanEvent event : ofPlan(planRef)) {
      gone.put(event.id(), event);
    }
    List<PlanEvent> say = new ArrayList<>(holding);
    holding.forEach(event -> gone.remove(event.id()));
    gone.values().forEach(event -> say.add(event.asRetracted()));
    return tell(say, nowMs);
  }

  /** The events of a plan that hold, as told last, in order of their telling. */
  public List<PlanEvent> ofPlan(long planRef) {
    List<Told> all =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(SELECT + " WHERE plan_ref = ? ORDER BY number")
                    .bind(0, planRef)
                    .map(EventRecords::told)
                    .list());
    Map<String, PlanEvent> latest = new HashMap<>();
    all.forEach(told -> latest.put(told.event().id(), told.event()));
    return all.stream()
        .map(Told::event)
        .filter(event -> event.equals(latest.get(event.id())) && !event.retracted())
        .toList();
  }

  /** At most {@code max} events of a company after a number, of one device and plan if given. */
  public List<Told> after(
      long companyRef, long number, OptionalLong device, OptionalLong plan, int max) {
    String sql =
        SELECT
            + " WHERE company_ref = ? AND number > ?"
            // What belongs to a drive that is blocked is told to nobody.
            + " AND NOT EXISTS (SELECT 1 FROM blocked_drive b WHERE b.device_ref = event.device_ref"
            + " AND event.time_ms >= b.from_ms AND event.time_ms < b.to_ms)"
            + (device.isPresent() ? " AND device_ref = " + device.getAsLong() : "")
            + (plan.isPresent() ? " AND plan_ref = " + plan.getAsLong() : "")
            + " ORDER BY number LIMIT ?";
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(sql)
                .bind(0, companyRef)
                .bind(1, number)
                .bind(2, max)
                .map(EventRecords::told)
                .list());
  }

  /**
   * The newest events, oldest first, whosever they are: for what keeps the companies apart, never
   * for one of them.
   */
  public List<Told> newest(int max) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    SELECT
                        + " WHERE number IN (SELECT number FROM event ORDER BY number DESC"
                        + " LIMIT ?) ORDER BY number")
                .bind(0, max)
                .map(EventRecords::told)
                .list());
  }

  @Override
  public void forgetBefore(long toldMs) {
    jdbi.useTransaction(
        handle -> {
          handle.execute("DELETE FROM event WHERE told_ms < ?", toldMs);
          handle.execute(
              "UPDATE event_log SET kept_from = COALESCE((SELECT MIN(number) FROM event),"
                  + " (SELECT seq + 1 FROM sqlite_sequence WHERE name = 'event'), 1)");
        });
    keptFrom = number(jdbi, "SELECT kept_from FROM event_log");
  }

  /** Names these events: a cursor of others has another name. */
  public String logId() {
    return logId;
  }

  /** The number of the newest event; 0 before the first. */
  public long lastNumber() {
    return lastNumber;
  }

  /** The number of the oldest event that is still here. */
  public long keptFrom() {
    return keptFrom;
  }

  /** What was never told needs no taking back, and what was told so needs no repeating. */
  @Override
  public void forgetHistory(long planRef) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "DELETE FROM event WHERE plan_ref = ? AND number NOT IN (SELECT number FROM"
                    + " (SELECT number, retracted, MAX(version) FROM event WHERE plan_ref = ?"
                    + " GROUP BY event_id) WHERE retracted = 0)",
                planRef,
                planRef));
  }

  /**
   * Forgets events of a device in a time, of the plans that are not excepted. Any thread.
   *
   * @param fromMs of the event, Unix epoch ms UTC
   * @param toMs exclusive
   * @param except plans whose events are right as they are
   * @return how many rows there were
   */
  public int forget(long deviceRef, long fromMs, long toMs, Set<Long> except) {
    return jdbi.inTransaction(
        handle -> {
          int rows = 0;
          for (long planRef : plansOf(handle, deviceRef, fromMs, toMs)) {
            if (!except.contains(planRef)) {
              rows +=
                  handle.execute(
                      "DELETE FROM event WHERE plan_ref = ? AND device_ref = ?"
                          + " AND time_ms >= ? AND time_ms < ?",
                      planRef,
                      deviceRef,
                      fromMs,
                      toMs);
            }
          }
          return rows;
        });
  }

  private static List<Long> plansOf(Handle handle, long deviceRef, long fromMs, long toMs) {
    return handle
        .createQuery(
            "SELECT DISTINCT plan_ref FROM event WHERE device_ref = ? AND time_ms >= ?"
                + " AND time_ms < ?")
        .bind(0, deviceRef)
        .bind(1, fromMs)
        .bind(2, toMs)
        .mapTo(Long.class)
        .list();
  }

  private static boolean isNews(PlanEvent event, Optional<PlanEvent> before) {
    return before
        .map(
            told ->
                told.retracted() != event.retracted()
                    || (!event.retracted()
                        && (told.timeMs() != event.timeMs()
                            || told.deviceRef() != event.deviceRef())))
        .orElse(!event.retracted());
  }

  private static Optional<PlanEvent> latest(Handle handle, String id) {
    return handle
        .createQuery(SELECT + " WHERE event_id = ? ORDER BY version DESC LIMIT 1")
        .bind(0, id)
        .map((row, context) -> told(row, context).event())
        .findOne();
  }

  private static Told insert(Handle handle, PlanEvent event, long nowMs) {
    // The plan's company stands in the records before the road hears of the plan.
    return handle
        .createQuery(
            "INSERT INTO event (event_id, version, retracted, type, time_ms, device_ref,"
                + " plan_ref, stop, stop_id, told_ms, company_ref)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, COALESCE("
                + " (SELECT company_ref FROM plan_text WHERE plan_ref = ?), ?))"
                + " RETURNING number, company_ref")
        .bind(0, event.id())
        .bind(1, event.version())
        .bind(2, event.retracted() ? 1 : 0)
        .bind(3, event.type().name())
        .bind(4, event.timeMs())
        .bind(5, event.deviceRef())
        .bind(6, event.planRef())
        .bind(7, event.stop())
        .bind(8, event.stopId())
        .bind(9, nowMs)
        .bind(10, event.planRef())
        .bind(11, NOBODY)
        .map((row, context) -> new Told(row.getLong(1), row.getLong(2), event))
        .one();
  }

  private static Told told(ResultSet row, StatementContext context) throws SQLException {
    return new Told(
        row.getLong("number"),
        row.getLong("company_ref"),
        new PlanEvent(
            row.getString("event_id"),
            row.getInt("version"),
            row.getInt("retracted") != 0,
            PlanEvent.Type.valueOf(row.getString("type")),
            row.getLong("time_ms"),
            row.getLong("device_ref"),
            row.getLong("plan_ref"),
            row.getInt("stop"),
            row.getInt("stop_id")));
  }

  private static long number(Jdbi jdbi, String sql) {
    return jdbi.withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }

  private static String text(Jdbi jdbi, String sql) {
    return jdbi.withHandle(handle -> handle.createQuery(sql).mapTo(String.class).one());
  }
}
