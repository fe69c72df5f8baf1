package kz.relog.api.retain;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import kz.relog.api.spi.MonthKeeper;
import kz.relog.api.store.AdminStore;
import kz.relog.api.store.Expiring;
import kz.relog.api.store.PlanEnds.Part;

/**
 * Counts and removes what of a category is over: the same question asked twice, so that a dry run
 * tells what goes. Any thread; blocks.
 */
final class Shelf {
  private static final int PLANS_AT_ONCE = 100;

  private final AdminStore store;
  private final MonthKeeper months;
  private final PlanTerms plans;
  private final Members members;

  Shelf(AdminStore store, MonthKeeper months, PlanTerms plans, Members members) {
    this.store = store;
    this.months = months;
    this.plans = plans;
    this.members = members;
  }

  /** How much is over. */
  long count(Category category, long cutoffMs) {
    return switch (category) {
      case POSITIONS -> months(cutoffMs).size();
      case LIVE_POSITIONS -> 0;
      case PLANS -> store.planEnds().count(Part.WHOLE, cutoffMs);
      case PLAN_WORDS -> store.planEnds().count(Part.WORDS, cutoffMs);
      case EVENTS -> store.retention().events(cutoffMs);
      case MEMBERSHIPS -> members.unused(cutoffMs).size();
      case FORMER_PEOPLE -> members.former(cutoffMs).size();
      default ->
          rows(category).stream().mapToLong(rows -> store.retention().count(rows, cutoffMs)).sum();
    };
  }

  /** Removes it. */
  void sweep(Category category, long cutoffMs, long nowMs) {
    switch (category) {
      case POSITIONS -> months(cutoffMs).forEach(months::forget);
      case LIVE_POSITIONS -> {
        // The journal's files go by themselves.
      }
      case PLANS -> end(Part.WHOLE, cutoffMs);
      case PLAN_WORDS -> end(Part.WORDS, cutoffMs);
      case EVENTS -> store.events().forgetBefore(cutoffMs);
      case MEMBERSHIPS -> members.end(cutoffMs, nowMs);
      case FORMER_PEOPLE -> members.erase(cutoffMs);
      default -> rows(category).forEach(rows -> store.retention().sweep(rows, cutoffMs));
    }
  }

  private static List<Expiring> rows(Category category) {
    return switch (category) {
      case DRIVERS -> List.of(Expiring.BINDINGS, Expiring.SHIFTS);
      case NOTICE_BODIES -> List.of(Expiring.NOTICE_BODIES);
      case NETWORKS -> List.of(Expiring.NETWORKS);
      case SESSIONS ->
          List.of(
              Expiring.SESSIONS, Expiring.MAIL_TOKENS, Expiring.API_TOKENS, Expiring.ENROLMENTS);
      case REQUESTS -> List.of(Expiring.REQUESTS, Expiring.HOLDS);
      default -> List.of();
    };
  }

  /** Erases plans or their words, some at a time: each order keeps the road for a moment. */
  private void end(Part part, long cutoffMs) {
    List<Long> over = store.planEnds().due(part, cutoffMs, PLANS_AT_ONCE);
    while (!over.isEmpty()) {
      plans.end(over, part.scope());
      List<Long> next = store.planEnds().due(part, cutoffMs, PLANS_AT_ONCE);
      if (next.equals(over)) {
        throw new IllegalStateException("plans whose term is over were not erased");
      }
      over = next;
    }
  }

  /** Months whose last day is over, of people whom nothing holds. */
  private List<MonthKeeper.Month> months(long cutoffMs) {
    return months.upTo(lastWholeMonth(cutoffMs)).stream()
        .filter(month -> !store.holds().isHeld(month.subjectRef()))
        .toList();
  }

  /** The last month that ended before a time, since January 1970, UTC. */
  static int lastWholeMonth(long beforeMs) {
    ZonedDateTime time = Instant.ofEpochMilli(beforeMs).atZone(ZoneOffset.UTC);
    return (time.getYear() - 1970) * 12 + time.getMonthValue() - 2;
  }
}
