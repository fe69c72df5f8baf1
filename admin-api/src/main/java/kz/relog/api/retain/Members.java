package kz.relog.api.retain;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.LongConsumer;
import kz.relog.api.access.MembershipEnd;
import kz.relog.api.access.Role;
import kz.relog.api.call.Json;
import kz.relog.api.notice.Notice;
import kz.relog.api.notice.Notices;
import kz.relog.api.notice.Template;
import kz.relog.api.spi.MonthKeeper;
import kz.relog.api.store.AdminStore;
import kz.relog.api.store.CompanyRow;
import kz.relog.api.store.PersonRecords;
import kz.relog.api.store.RetentionRecords.Unused;

/**
 * Memberships that nobody uses, and people who are members no longer. Somebody whose device sends
 * positions is here, also without a login. The sweeper's thread.
 */
final class Members {
  /** An end is announced so long ahead. */
  static final Duration WARNING = Duration.ofDays(30);

  private static final String REASON = "not used for the term of keeping";

  private final AdminStore store;
  private final MonthKeeper months;
  private final Notices notices;
  private final LongConsumer eraser;
  private final MembershipEnd leaving;

  Members(
      AdminStore store,
      MonthKeeper months,
      Notices notices,
      LongConsumer eraser,
      MembershipEnd leaving) {
    this.store = store;
    this.months = months;
    this.notices = notices;
    this.eraser = eraser;
    this.leaving = leaving;
  }

  /** Announces the end to those who are at it in 30 days. */
  void warn(long cutoffMs, long nowMs) {
    long endMs = nowMs + WARNING.toMillis();
    for (Unused one : idle(cutoffMs + WARNING.toMillis())) {
      if (one.warnedMs() == 0) {
        String company =
            store.companies().find(one.companyRef()).flatMap(CompanyRow::name).orElse("");
        notices.send(
            Notice.to(
                one.companyRef(),
                one.personRef(),
                Template.ACCOUNT_INACTIVE,
                Map.of("company", company, "date", String.valueOf(Json.time(endMs)))));
        store.retention().warned(one.personRef(), nowMs);
      }
    }
  }

  /** Those whose term is over and who were warned in time. */
  List<Unused> unused(long cutoffMs) {
    return idle(cutoffMs).stream()
        .filter(one -> one.warnedMs() != 0)
        .filter(one -> store.holds().on(one.companyRef(), one.personRef()).isEmpty())
        .toList();
  }

  /** Ends their memberships; a company is never left without an owner. */
  void end(long cutoffMs, long nowMs) {
    for (Unused one : unused(cutoffMs)) {
      if (one.warnedMs() + WARNING.toMillis() <= nowMs) {
        end(one, nowMs);
      }
    }
  }

  private void end(Unused one, long nowMs) {
    boolean lastOwner =
        store
            .people()
            .find(one.companyRef(), one.personRef())
            .filter(person -> person.role() == Role.OWNER)
            .filter(person -> store.people().owners(one.companyRef()) < 2)
            .isPresent();
    if (!lastOwner) {
      // First off the road: a phone that comes to life later must not be a member's.
      leaving.beforeEnd(one.companyRef(), one.personRef());
    }
    PersonRecords.Outcome outcome =
        store.people().end(one.companyRef(), one.personRef(), REASON, nowMs);
    if (outcome == PersonRecords.Outcome.LAST_OWNER) {
      // Somebody must answer for the company: asked again in a year, not daily.
      store.retention().seen(one.personRef(), nowMs);
    }
  }

  /** People whose membership ended long ago, whom nothing holds. */
  List<Long> former(long cutoffMs) {
    return store.retention().formerPeople(cutoffMs).stream()
        .filter(personRef -> !store.holds().isHeld(personRef))
        .toList();
  }

  /** Erases all that is left of them. */
  void erase(long cutoffMs) {
    former(cutoffMs).forEach(eraser::accept);
  }

  private List<Unused> idle(long seenBeforeMs) {
    return store.retention().unusedSince(seenBeforeMs).stream()
        .filter(one -> !drives(one.personRef(), seenBeforeMs))
        .toList();
  }

  private boolean drives(long personRef, long sinceMs) {
    OptionalInt last = months.last(personRef);
    return last.isPresent() && endMs(last.getAsInt()) > sinceMs;
  }

  private static long endMs(int month) {
    YearMonth next = YearMonth.of(1970, 1).plusMonths(month + 1L);
    Instant end = next.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    return end.toEpochMilli();
  }
}
