package kz.relog.api.store;

import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Update;

/** What is over in the records, and the clock that says so. Any thread; calls block. */
public final class RetentionRecords {
  private final Jdbi jdbi;

  RetentionRecords(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** How many rows are over: as many as {@link #sweep} would remove. */
  public long count(Expiring rows, long cutoffMs) {
    return jdbi.withHandle(
        handle ->
            handle.createQuery(rows.countSql()).bind("cutoff", cutoffMs).mapTo(Long.class).one());
  }

  /** Removes the rows that are over, all or none; what goes is overwritten. */
  public void sweep(Expiring rows, long cutoffMs) {
    jdbi.useTransaction(
        handle -> {
          for (String sql : rows.sweepSql()) {
            try (Update update = handle.createUpdate(sql)) {
              if (sql.contains(":cutoff")) {
                update.bind("cutoff", cutoffMs);
              }
              update.execute();
            }
          }
        });
  }

  /** How many events were told before a time. */
  public long events(long cutoffMs) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT COUNT(*) FROM event WHERE told_ms < ?")
                .bind(0, cutoffMs)
                .mapTo(Long.class)
                .one());
  }

  /**
   * A member who has not been here for long.
   *
   * @param seenMs when last, Unix epoch ms UTC
   * @param warnedMs when the end was announced; 0 if it was not
   */
  public record Unused(long companyRef, long personRef, long seenMs, long warnedMs) {}

  /** Members who have not been here since a time. */
  public List<Unused> unusedSince(long seenBeforeMs) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT p.company_ref, p.person_ref, a.seen_ms, a.warned_ms FROM person p"
                        + " JOIN activity a USING (person_ref)"
                        + " WHERE p.state = 'ACTIVE' AND a.seen_ms < ? ORDER BY p.number")
                .bind(0, seenBeforeMs)
                .map(
                    (row, context) ->
                        new Unused(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)))
                .list());
  }

  /** The person was here, as their device shows: later than any session says. */
  public void seen(long personRef, long seenMs) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "UPDATE activity SET seen_ms = MAX(seen_ms, ?), warned_ms = 0 WHERE person_ref = ?",
                seenMs,
                personRef));
  }

  /** The end of an unused membership was announced. */
  public void warned(long personRef, long nowMs) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "UPDATE activity SET warned_ms = ? WHERE person_ref = ?", nowMs, personRef));
  }

  /**
   * People whose membership ended before a time and of whom something is left, none of them held.
   */
  public List<Long> formerPeople(long endedBeforeMs) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT person_ref FROM person WHERE state = 'ENDED' AND ended_ms < ?"
                        + " AND person_ref NOT IN (SELECT subject_ref FROM erasure"
                        + " WHERE categories = 0 AND device_ref = 0 AND from_ms = 0)")
                .bind(0, endedBeforeMs)
                .mapTo(Long.class)
                .list());
  }

  /**
   * What retention knows of the clock. Times are Unix epoch ms UTC, 0 before the first.
   *
   * @param highestMs the highest time seen
   * @param sweptMs the time of the last sweep
   * @param confirmedMs the time that the operator confirmed
   */
  public record Clock(long highestMs, long sweptMs, long confirmedMs) {}

  /** What is known of the clock. */
  public Clock clock() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT highest_ms, swept_ms, confirmed_ms FROM retention_clock")
                .map((row, context) -> new Clock(row.getLong(1), row.getLong(2), row.getLong(3)))
                .one());
  }

  /** Notes times; none of them ever goes back. */
  public void note(Clock clock) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "UPDATE retention_clock SET highest_ms = MAX(highest_ms, ?),"
                    + " swept_ms = MAX(swept_ms, ?), confirmed_ms = MAX(confirmed_ms, ?)",
                clock.highestMs,
                clock.sweptMs,
                clock.confirmedMs));
  }
}
