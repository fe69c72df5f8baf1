package kz.relog.api.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import kz.relog.api.access.Role;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The people of companies: read, rectified, ended. Any thread; blocks. */
public final class PersonRecords {
  private static final String SELECT =
      "SELECT p.number, p.person_ref, p.company_ref, p.account_ref, p.role, p.state, p.sealed,"
          + " p.version, p.created_ms, p.changed_ms, p.ended_ms, a.sealed AS account_sealed,"
          + " t.sealed AS token_sealed FROM person p LEFT JOIN account a USING (account_ref)"
          + " LEFT JOIN mail_token t ON p.state = 'PENDING' AND t.person_ref = p.person_ref"
          + " AND t.purpose IN ('VERIFY', 'INVITE') ";

  private static final String OTHER_OWNER =
      "EXISTS (SELECT 1 FROM person o WHERE o.company_ref = person.company_ref"
          + " AND o.person_ref <> person.person_ref AND o.role = 'OWNER' AND o.state = 'ACTIVE')";

  private final Jdbi jdbi;
  private final SealedText text;

  PersonRecords(Jdbi jdbi, SealedText text) {
    this.jdbi = jdbi;
    this.text = text;
  }

  /** What became of a change. */
  public enum Outcome {
    /** Done. */
    DONE,
    /** There is no such person in the company, or not in a state for it. */
    ABSENT,
    /** Someone else changed it since. */
    OUTDATED,
    /** It would leave the company without an owner. */
    LAST_OWNER
  }

  /** The person. */
  public Optional<PersonRow> find(long companyRef, long personRef) {
    return rows(SELECT + "WHERE p.company_ref = ? AND p.person_ref = ?", companyRef, personRef)
        .stream()
        .findFirst();
  }

  /** At most {@code limit} people after a number, in the order of their coming. */
  public List<PersonRow> list(long companyRef, long afterNumber, int limit) {
    return rows(
        SELECT + "WHERE p.company_ref = ? AND p.number > ? ORDER BY p.number LIMIT ?",
        companyRef,
        afterNumber,
        limit);
  }

  /**
   * The memberships of an account, whichever the company: those in force, then those that ended of
   * late and are not erased; each oldest first.
   *
   * @param endedAfterMs which ended ones count
   */
  public List<PersonRow> ofAccount(long accountRef, long endedAfterMs) {
    return rows(
            SELECT
                + "WHERE p.account_ref = ? AND (p.state = 'ACTIVE'"
                + " OR p.state = 'ENDED' AND p.ended_ms > ?) ORDER BY p.state, p.number",
            accountRef,
            endedAfterMs)
        .stream()
        .filter(row -> row.state() == PersonState.ACTIVE || row.profile().isPresent())
        .toList();
  }

  /** Whether a login has no other membership than this one, ended ones included. */
  public boolean isOnly(long accountRef, long personRef) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT NOT EXISTS (SELECT 1 FROM person WHERE account_ref = ?"
                        + " AND person_ref <> ?)")
                .bind(0, accountRef)
                .bind(1, personRef)
                .mapTo(Boolean.class)
                .one());
  }

  /** In which company a person is: for what works for all companies. */
  public OptionalLong companyOf(long personRef) {
    Optional<Long> found =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery("SELECT company_ref FROM person WHERE person_ref = ?")
                    .bind(0, personRef)
                    .mapTo(Long.class)
                    .findOne());
    return found.isPresent() ? OptionalLong.of(found.get()) : OptionalLong.empty();
  }

  /** The member of a company whose login has this address. */
  public Optional<PersonRow> findMember(long companyRef, String email) {
    return rows(
            SELECT + "WHERE p.company_ref = ? AND p.state = 'ACTIVE' AND a.email_lookup = ?",
            companyRef,
            text.emailLookup(email))
        .stream()
        .findFirst();
  }

  /**
   * Puts a profile, and what it said before into its history.
   *
   * @param version the version that it replaces
   */
  public Outcome rectify(
      long companyRef, long personRef, long version, Profile before, Profile after, long nowMs) {
    byte[] sealed = text.seal(personRef, after.texts());
    List<Change> changes = changes(personRef, before, after);
    return jdbi.inTransaction(
        handle -> {
          int rows =
              handle.execute(
                  "UPDATE person SET sealed = ?, version = version + 1, changed_ms = ?"
                      + " WHERE company_ref = ? AND person_ref = ? AND version = ?"
                      + " AND state <> 'ENDED'",
                  sealed,
                  nowMs,
                  companyRef,
                  personRef,
                  version);
          if (rows == 0) {
            return Outcome.OUTDATED;
          }
          changes.forEach(one -> insert(handle, companyRef, personRef, one, nowMs));
          return Outcome.DONE;
        });
  }

  /**
   * Gives another role; ends the person's sessions, which had the old one.
   *
   * @param version the version that it replaces; empty for any
   */
  public Outcome putRole(
      long companyRef, long personRef, OptionalLong version, Role role, long nowMs) {
    @Nullable Long expected = version.isPresent() ? version.getAsLong() : null;
    return jdbi.inTransaction(
        handle -> {
          int rows =
              handle.execute(
                  "UPDATE person SET role = ?, version = version + 1, changed_ms = ?"
                      + " WHERE company_ref = ? AND person_ref = ? AND state = 'ACTIVE'"
                      + " AND version = COALESCE(?, version)"
                      + " AND (role <> 'OWNER' OR ? = 'OWNER' OR "
                      + OTHER_OWNER
                      + ")",
                  role.name(),
                  nowMs,
                  companyRef,
                  personRef,
                  expected,
                  role.name());
          if (rows == 0) {
            return whyNot(handle, companyRef, personRef, version);
          }
          endSessions(handle, companyRef, personRef);
          return Outcome.DONE;
        });
  }

  /**
   * Ends a membership and its sessions.
   *
   * @param reason told to the person
   */
  public Outcome end(long companyRef, long personRef, String reason, long nowMs) {
    byte[] sealed = text.seal(personRef, Map.of("reason", reason));
    return jdbi.inTransaction(
        handle -> {
          int rows =
              handle.execute(
                  "UPDATE person SET state = 'ENDED', ended_ms = ?, ended_sealed = ?,"
                      + " version = version + 1, changed_ms = ?"
                      + " WHERE company_ref = ? AND person_ref = ? AND state = 'ACTIVE'"
                      + " AND (role <> 'OWNER' OR "
                      + OTHER_OWNER
                      + ")",
                  nowMs,
                  sealed,
                  nowMs,
                  companyRef,
                  personRef);
          if (rows == 0) {
            return whyNot(handle, companyRef, personRef, OptionalLong.empty());
          }
          endSessions(handle, companyRef, personRef);
          return Outcome.DONE;
        });
  }

  /** How many owners a company has. */
  public int owners(long companyRef) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT COUNT(*) FROM person WHERE company_ref = ? AND role = 'OWNER'"
                        + " AND state = 'ACTIVE'")
                .bind(0, companyRef)
                .mapTo(Integer.class)
                .one());
  }

  /** Why a membership was ended; empty when it was not, or is erased. */
  public Optional<String> endedReason(long companyRef, long personRef) {
    return jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT ended_sealed FROM person WHERE company_ref = ? AND person_ref = ?"
                            + " AND ended_sealed IS NOT NULL")
                    .bind(0, companyRef)
                    .bind(1, personRef)
                    .map((row, context) -> row.getBytes(1))
                    .findOne())
        .flatMap(blob -> text.open(personRef, blob))
        .map(texts -> texts.getOrDefault("reason", ""));
  }

  /**
   * What a profile said before.
   *
   * @param number place in the list
   * @param field which field
   * @param before the old value; empty text when there was none, or once erased
   * @param changedMs Unix epoch ms UTC
   */
  public record PastValue(long number, String field, String before, long changedMs) {
    @Override
    public String toString() {
      return "PastValue[" + field + "]";
    }
  }

  private record RawPast(long number, String field, Blob sealed, long changedMs) {}

  /** At most {@code limit} changes of a profile after a number, oldest first. */
  public List<PastValue> history(long companyRef, long personRef, long afterNumber, int limit) {
    List<RawPast> raws =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT number, field, sealed, changed_ms FROM profile_change"
                            + " WHERE company_ref = ? AND person_ref = ? AND number > ?"
                            + " ORDER BY number LIMIT ?")
                    .bind(0, companyRef)
                    .bind(1, personRef)
                    .bind(2, afterNumber)
                    .bind(3, limit)
                    .map(
                        (row, context) ->
                            new RawPast(
                                row.getLong(1),
                                row.getString(2),
                                new Blob(row.getBytes(3)),
                                row.getLong(4)))
                    .list());
    return raws.stream()
        .map(
            raw ->
                new PastValue(
                    raw.number,
                    raw.field,
                    text.open(personRef, raw.sealed.bytes)
                        .map(texts -> texts.getOrDefault("before", ""))
                        .orElse(""),
                    raw.changedMs))
        .toList();
  }

  private record Change(String field, Blob sealed) {}

  private List<Change> changes(long personRef, Profile before, Profile after) {
    Map<String, String> now = after.texts();
    List<Change> changes = new ArrayList<>();
    before
        .texts()
        .forEach(
            (field, old) -> {
              if (!old.equals(now.get(field))) {
                changes.add(
                    new Change(field, new Blob(text.seal(personRef, Map.of("before", old)))));
              }
            });
    return changes;
  }

  private static void insert(
      Handle handle, long companyRef, long personRef, Change change, long nowMs) {
    handle.execute(
        "INSERT INTO profile_change (company_ref, person_ref, field, sealed, changed_ms)"
            + " VALUES (?, ?, ?, ?, ?)",
        companyRef,
        personRef,
        change.field,
        change.sealed.bytes,
        nowMs);
  }

  private static void endSessions(Handle handle, long companyRef, long personRef) {
    handle.execute(
        "DELETE FROM session WHERE company_ref = ? AND person_ref = ?", companyRef, personRef);
  }

  private static Outcome whyNot(
      Handle handle, long companyRef, long personRef, OptionalLong expected) {
    Optional<Long> version =
        handle
            .createQuery(
                "SELECT version FROM person WHERE company_ref = ? AND person_ref = ?"
                    + " AND state = 'ACTIVE'")
            .bind(0, companyRef)
            .bind(1, personRef)
            .mapTo(Long.class)
            .findOne();
    if (version.isEmpty()) {
      return Outcome.ABSENT;
    }
    return expected.isPresent() && expected.getAsLong() != version.get()
        ? Outcome.OUTDATED
        : Outcome.LAST_OWNER;
  }

  private List<PersonRow> rows(String sql, Object... values) {
    List<Raw> raws =
        jdbi.withHandle(
            handle -> {
              var query = handle.createQuery(sql);
              for (int i = 0; i < values.length; i++) {
                query.bind(i, values[i]);
              }
              return query.map(PersonRecords::raw).list();
            });
    return raws.stream().map(this::opened).toList();
  }

  private record Raw(
      PersonRow row, Blob sealed, Optional<Blob> accountSealed, Optional<Blob> tokenSealed) {}

  private static Raw raw(ResultSet row, StatementContext context) throws SQLException {
    long accountRef = row.getLong("account_ref");
    boolean pending = row.wasNull();
    long endedMs = row.getLong("ended_ms");
    boolean going = row.wasNull();
    return new Raw(
        new PersonRow(
            row.getLong("number"),
            row.getLong("person_ref"),
            row.getLong("company_ref"),
            pending ? OptionalLong.empty() : OptionalLong.of(accountRef),
            Role.valueOf(row.getString("role")),
            PersonState.valueOf(row.getString("state")),
            Optional.empty(),
            Optional.empty(),
            row.getLong("version"),
            row.getLong("created_ms"),
            row.getLong("changed_ms"),
            going ? OptionalLong.empty() : OptionalLong.of(endedMs)),
        new Blob(row.getBytes("sealed")),
        Optional.ofNullable(row.getBytes("account_sealed")).map(Blob::new),
        Optional.ofNullable(row.getBytes("token_sealed")).map(Blob::new));
  }

  private PersonRow opened(Raw raw) {
    PersonRow row = raw.row;
    Optional<Map<String, String>> profile = text.open(row.personRef(), raw.sealed.bytes);
    Optional<Map<String, String>> address =
        profile.isEmpty()
            ? Optional.empty()
            : raw.accountSealed.isPresent()
                ? text.open(row.accountRef().orElseThrow(), raw.accountSealed.get().bytes)
                : raw.tokenSealed.flatMap(blob -> text.open(row.personRef(), blob.bytes));
    return new PersonRow(
        row.number(),
        row.personRef(),
        row.companyRef(),
        row.accountRef(),
        row.role(),
        row.state(),
        profile.map(Profile::of),
        address.map(texts -> texts.getOrDefault("email", "")),
        row.version(),
        row.createdMs(),
        row.changedMs(),
        row.endedMs());
  }
}
