package kz.relog.api.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import kz.relog.api.spi.RecordSealer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** The outbox: what people are told, and the proof that it was sent. Any thread; calls block. */
public final class NoticeRecords {
  private static final String COLUMNS =
      "notice_ref, company_ref, person_ref, seal_ref, about_ref, template, language, once, state,"
          + " attempts, due_ms, created_ms, ended_ms, reply, read_ms";

  private final Jdbi jdbi;
  private final RecordSealer sealer;
  private final List<Runnable> watchers = new CopyOnWriteArrayList<>();

  NoticeRecords(Jdbi jdbi, RecordSealer sealer) {
    this.jdbi = jdbi;
    this.sealer = sealer;
  }

  /** Calls this after each addition, on the adder's thread; it must return at once. */
  public void watch(Runnable added) {
    watchers.add(added);
  }

  /** Calls the watchers: there is something to tell that is not written down yet. */
  public void nudge() {
    watchers.forEach(Runnable::run);
  }

  /** Writes a notice down, its content sealed. */
  public void add(NoticeRow row, byte[] content) {
    byte[] sealed = sealer.seal(row.sealRef(), content);
    jdbi.useHandle(
        handle ->
            handle.execute(
                "INSERT INTO notice ("
                    + COLUMNS
                    + ", content) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                row.noticeRef(),
                row.companyRef(),
                row.personRef(),
                row.sealRef(),
                row.aboutRef(),
                row.template(),
                row.language(),
                row.once() ? 1 : 0,
                row.state().name(),
                row.attempts(),
                row.dueMs(),
                row.createdMs(),
                row.endedMs(),
                row.reply(),
                row.readMs(),
                sealed));
    nudge();
  }

  /** At most {@code limit} notices to be sent by now, the longest due first. */
  public List<NoticeRow> due(long nowMs, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT number, "
                        + COLUMNS
                        + " FROM notice WHERE state = 'QUEUED' AND due_ms <= ?"
                        + " ORDER BY due_ms, number LIMIT ?")
                .bind(0, nowMs)
                .bind(1, limit)
                .map(NoticeRecords::row)
                .list());
  }

  /** When the next notice is to be sent; empty when none is. */
  public OptionalLong nextDueMs() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT MIN(due_ms) FROM notice WHERE state = 'QUEUED'")
                .map(
                    (row, context) -> {
                      long dueMs = row.getLong(1);
                      return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(dueMs);
                    })
                .one());
  }

  /** The content of a notice; empty when it is forgotten. */
  public Optional<byte[]> content(NoticeRow row) {
    return jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT content FROM notice WHERE number = ? AND content IS NOT NULL")
                    .bind(0, row.number())
                    .mapTo(byte[].class)
                    .findOne())
        .flatMap(bytes -> sealer.open(row.sealRef(), bytes));
  }

  /**
   * It was sent, or given up: the proof. What is to be forgotten then goes from the outbox file
   * too.
   */
  public void ended(NoticeRow row, NoticeRow.State state, long atMs, String reply) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "UPDATE notice SET state = ?, ended_ms = ?, reply = ?, attempts = attempts + 1,"
                    + " content = CASE once WHEN 1 THEN NULL ELSE content END,"
                    + " forgotten = CASE once WHEN 1 THEN 1 ELSE forgotten END"
                    + " WHERE number = ? AND state = 'QUEUED'",
                state.name(),
                atMs,
                reply,
                row.number()));
  }

  /** It could not be sent now. */
  public void later(NoticeRow row, long dueMs, String reply) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "UPDATE notice SET due_ms = ?, reply = ?, attempts = attempts + 1 WHERE number = ?",
                dueMs,
                reply,
                row.number()));
  }

  /** Forgets the content of notices older than this; the proof stays. */
  public int forgetContentBefore(long createdMs) {
    return jdbi.withHandle(
        handle ->
            handle.execute(
                "UPDATE notice SET content = NULL, state = CASE state WHEN 'QUEUED' THEN 'DROPPED'"
                    + " ELSE state END WHERE content IS NOT NULL AND created_ms < ?",
                createdMs));
  }

  /** Forgets the content of all notices sealed under this key; what was not sent is dropped. */
  public void forget(long sealRef, long nowMs) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "UPDATE notice SET content = NULL, forgotten = 1, ended_ms = CASE state WHEN"
                    + " 'QUEUED' THEN ? ELSE ended_ms END, state = CASE state WHEN 'QUEUED' THEN"
                    + " 'DROPPED' ELSE state END WHERE seal_ref = ?"
                    // Asked again, it must not undo what the outbox file has forgotten since.
                    + " AND (content IS NOT NULL OR forgotten = 0)",
                nowMs,
                sealRef));
    nudge();
  }

  /** Whether what is sealed under this key is forgotten, the outbox file included. */
  public boolean isForgotten(long sealRef) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT 1 FROM notice WHERE seal_ref = ? AND (content IS NOT NULL OR forgotten"
                        + " = 1) LIMIT 1")
                .bind(0, sealRef)
                .mapTo(Integer.class)
                .findOne()
                .isEmpty());
  }

  /** Whether any notice sealed under this key has its content still. */
  public boolean hasContent(long sealRef) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT EXISTS (SELECT 1 FROM notice WHERE seal_ref = ?"
                        + " AND content IS NOT NULL)")
                .bind(0, sealRef)
                .mapTo(Boolean.class)
                .one());
  }

  /** The references of notices that are yet to be taken out of the outbox file. */
  public List<Long> forgotten() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT notice_ref FROM notice WHERE forgotten = 1")
                .mapTo(Long.class)
                .list());
  }

  /** These are out of the outbox file. */
  public void forgottenEverywhere(List<Long> noticeRefs) {
    jdbi.useTransaction(
        handle ->
            noticeRefs.forEach(
                ref ->
                    handle.execute("UPDATE notice SET forgotten = 2 WHERE notice_ref = ?", ref)));
  }

  /** At most {@code limit} notices of a person, newest first, of these templates. */
  public List<NoticeRow> ofPerson(
      long companyRef, long personRef, List<String> templates, long beforeNumber, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT number, "
                        + COLUMNS
                        + " FROM notice WHERE company_ref = :company AND person_ref = :person"
                        + " AND number < :before AND template IN (<templates>)"
                        + " ORDER BY number DESC LIMIT :limit")
                .bind("company", companyRef)
                .bind("person", personRef)
                .bind("before", beforeNumber == 0 ? Long.MAX_VALUE : beforeNumber)
                .bindList("templates", templates)
                .bind("limit", limit)
                .map(NoticeRecords::row)
                .list());
  }

  /**
   * Marks a notice as read, once.
   *
   * @return whether the person has such a notice
   */
  public boolean markRead(long companyRef, long personRef, long noticeRef, long atMs) {
    return jdbi.withHandle(
            handle ->
                handle.execute(
                    "UPDATE notice SET read_ms = CASE read_ms WHEN 0 THEN ? ELSE read_ms END"
                        + " WHERE company_ref = ? AND person_ref = ? AND notice_ref = ?",
                    atMs,
                    companyRef,
                    personRef,
                    noticeRef))
        > 0;
  }

  /** How many notices about a thing are in which state. */
  public Map<NoticeRow.State, Long> countAbout(long aboutRef) {
    Map<NoticeRow.State, Long> counts = new EnumMap<>(NoticeRow.State.class);
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT state, COUNT(*) FROM notice WHERE about_ref = ? GROUP BY state")
                .bind(0, aboutRef)
                .map(
                    (row, context) ->
                        counts.put(NoticeRow.State.valueOf(row.getString(1)), row.getLong(2)))
                .list());
    return counts;
  }

  private static NoticeRow row(ResultSet row, StatementContext context) throws SQLException {
    return new NoticeRow(
        row.getLong("number"),
        row.getLong("notice_ref"),
        row.getLong("company_ref"),
        row.getLong("person_ref"),
        row.getLong("seal_ref"),
        row.getLong("about_ref"),
        row.getString("template"),
        row.getString("language"),
        row.getInt("once") != 0,
        NoticeRow.State.valueOf(row.getString("state")),
        row.getInt("attempts"),
        row.getLong("due_ms"),
        row.getLong("created_ms"),
        row.getLong("ended_ms"),
        row.getString("reply"),
        row.getLong("read_ms"));
  }
}
