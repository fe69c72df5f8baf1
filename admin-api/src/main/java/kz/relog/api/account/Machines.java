package kz.relog.api.account;

import java.time.Clock;
import java.util.Optional;
import kz.relog.api.access.Caller;
import kz.relog.api.access.Callers;
import kz.relog.api.access.Role;
import kz.relog.api.access.Standing;
import kz.relog.api.store.ApiTokenRecords;
import kz.relog.api.store.ApiTokenRow;

/**
 * Knows the bearers of machines' tokens: each acts as a dispatcher of its company, within its
 * scopes. Any thread; asks the records each time.
 */
final class Machines implements Callers {
  private final ApiTokenRecords records;
  private final Clock clock;

  Machines(ApiTokenRecords records, Clock clock) {
    this.records = records;
    this.clock = clock;
  }

  @Override
  public Optional<Caller> find(String token) {
    if (!token.startsWith(Tokens.MACHINE) || token.length() > AccountLimits.TOKEN_CHARS_MAX) {
      return Optional.empty();
    }
    long nowMs = clock.millis();
    Optional<ApiTokenRow> found = records.find(Tokens.hash(token), nowMs);
    found
        .filter(row -> nowMs - row.usedMs().orElse(0) >= AccountLimits.USE_NOTED.toMillis())
        .ifPresent(row -> records.touch(row.tokenRef(), nowMs));
    return found.map(
        row ->
            new Caller(
                Role.DISPATCHER, row.companyRef(), 0, row.tokenRef(), Standing.FULL, row.scopes()));
  }
}
