package kz.relog.api.account;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.relog.api.access.Caller;
import kz.relog.api.access.Callers;
import kz.relog.api.access.Role;
import kz.relog.api.access.Scope;
import kz.relog.api.access.Standing;
import kz.relog.api.access.StandingRule;
import kz.relog.api.call.Refs;
import kz.relog.api.store.PersonRow;
import kz.relog.api.store.PersonState;
import kz.relog.api.store.SessionRecords;
import kz.relog.api.store.SessionRow;
import org.jspecify.annotations.Nullable;

/**
 * Opens sessions of people and knows their bearers. Any thread; blocks on the records.
 *
 * <p>Who was asked for is kept for a while. Whatever changes a person's role or ends a session
 * calls {@link #forget()} afterwards, so that nobody is answered by what held before; a look-up
 * that was under way then is not kept.
 */
public final class Sessions implements Callers {
  private final SessionRecords records;
  private final StandingRule standing;
  private final Tokens tokens;
  private final SecureRandom random;
  private final Clock clock;
  private final Map<String, Known> byHash =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
          return size() > AccountLimits.CALLERS_CACHED_MAX;
        }
      };

  private long generation;

  private record Known(SessionRow row, long usedMs) {}

  /** A session just opened, and its token, which is told once. */
  public record Opened(String token, SessionRow row) {
    @Override
    public String toString() {
      return "Opened";
    }
  }

  /** Sessions over these records. */
  public Sessions(SessionRecords records, StandingRule standing, SecureRandom random, Clock clock) {
    this.records = records;
    this.standing = standing;
    this.tokens = new Tokens(random);
    this.random = random;
    this.clock = clock;
  }

  /**
   * Opens a session.
   *
   * @param person a member
   * @param origin what is kept of where the request came from
   */
  public Opened open(PersonRow person, Map<String, String> origin) {
    boolean driver = person.role() == Role.DRIVER;
    Duration idle = driver ? AccountLimits.DRIVER_IDLE : AccountLimits.DESK_IDLE;
    Duration term = driver ? AccountLimits.DRIVER_TERM : AccountLimits.DESK_TERM;
    long nowMs = clock.millis();
    SessionRow row =
        new SessionRow(
            Refs.random(random),
            person.accountRef().orElseThrow(),
            person.companyRef(),
            person.personRef(),
            person.role(),
            person.state() == PersonState.ENDED,
            idle.toMillis(),
            origin,
            nowMs,
            nowMs,
            nowMs + term.toMillis());
    String token = tokens.make(Tokens.SESSION);
    records.open(Tokens.hash(token), row, AccountLimits.SESSIONS_MAX);
    return new Opened(token, row);
  }

  /** How far a member has come. */
  public Standing standing(PersonRow person) {
    return switch (person.state()) {
      case PENDING -> Standing.PENDING;
      case ENDED -> standing(true, standing.of(person.companyRef(), person.personRef()));
      case ACTIVE -> standing.of(person.companyRef(), person.personRef());
    };
  }

  /** Who is being erased is blocked, whether still a member or not. */
  private static Standing standing(boolean ended, Standing asMember) {
    return ended && asMember != Standing.BLOCKED ? Standing.ENDED : asMember;
  }

  @Override
  public Optional<Caller> find(String token) {
    if (!token.startsWith(Tokens.SESSION) || token.length() > AccountLimits.TOKEN_CHARS_MAX) {
      return Optional.empty();
    }
    String key = Tokens.hash(token);
    long nowMs = clock.millis();
    Known known = kept(key, nowMs);
    if (known == null) {
      long asked = generation();
      Optional<SessionRow> row = records.find(key, moment(nowMs));
      if (row.isEmpty()) {
        return Optional.empty();
      }
      known = new Known(row.get(), row.get().usedMs());
      keep(key, known, asked);
    }
    if (nowMs - known.usedMs >= AccountLimits.USE_NOTED.toMillis()) {
      records.touch(known.row.sessionRef(), nowMs);
      keep(key, new Known(known.row, nowMs), generation());
    }
    return Optional.of(caller(known.row));
  }

  /** Forgets who bears which token, so that the next request asks the records. */
  public synchronized void forget() {
    generation++;
    byHash.clear();
  }

  /** The sessions of a person that are in force, the newest first. */
  List<SessionRow> list(long companyRef, long personRef) {
    return records.list(companyRef, personRef, moment(clock.millis()));
  }

  private static SessionRecords.Moment moment(long nowMs) {
    return new SessionRecords.Moment(nowMs, AccountLimits.EXPORT_WINDOW.toMillis());
  }

  /** The bearer of a session. */
  Caller caller(SessionRow row) {
    return new Caller(
        row.role(),
        row.companyRef(),
        row.personRef(),
        row.sessionRef(),
        standing(row.isEnded(), standing.of(row.companyRef(), row.personRef())),
        EnumSet.allOf(Scope.class));
  }

  private synchronized long generation() {
    return generation;
  }

  private synchronized @Nullable Known kept(String key, long nowMs) {
    Known known = byHash.get(key);
    boolean over =
        known != null
            && (known.row.expiresMs() <= nowMs || known.usedMs + known.row.idleMs() <= nowMs);
    return over ? null : known;
  }

  private synchronized void keep(String key, Known known, long asked) {
    if (asked == generation) {
      byHash.put(key, known);
    }
  }
}
