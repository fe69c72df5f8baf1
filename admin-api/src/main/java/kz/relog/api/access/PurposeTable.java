package kz.relog.api.access;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Who may read which positions for what: role × purpose × category. What has no row is not allowed.
 *
 * <p>The operator runs the installation and reads nobody's positions. A complaint is looked into by
 * who answers for the company and by its auditor. Whatever somebody is in a company, own data is
 * theirs to see.
 */
public final class PurposeTable {
  private static final List<Row> ROWS =
      List.of(
          new Row(Role.OWNER, Purpose.PLAN_FACT, Sight.TRACK, Sight.PLAN_FACT, Sight.REPORT),
          new Row(Role.OWNER, Purpose.LIVE_VIEW, Sight.LIVE),
          new Row(
              Role.OWNER, Purpose.AUDIT_OF_COMPLAINT, Sight.TRACK, Sight.PLAN_FACT, Sight.REPORT),
          new Row(Role.DISPATCHER, Purpose.PLAN_FACT, Sight.TRACK, Sight.PLAN_FACT, Sight.REPORT),
          new Row(Role.DISPATCHER, Purpose.LIVE_VIEW, Sight.LIVE),
          new Row(
              Role.AUDITOR, Purpose.AUDIT_OF_COMPLAINT, Sight.TRACK, Sight.PLAN_FACT, Sight.REPORT),
          new Row(Role.OWNER, Purpose.OWN_DATA, Sight.OWN),
          new Row(Role.DISPATCHER, Purpose.OWN_DATA, Sight.OWN),
          new Row(Role.AUDITOR, Purpose.OWN_DATA, Sight.OWN),
          new Row(Role.DRIVER, Purpose.OWN_DATA, Sight.OWN));

  private PurposeTable() {}

  /** A role may read these for a purpose. */
  private record Row(Role role, Purpose purpose, Set<Sight> sights) {
    Row(Role role, Purpose purpose, Sight first, Sight... others) {
      this(role, purpose, EnumSet.of(first, others));
    }
  }

  /** Whether a role may read this for that. */
  public static boolean allows(Role role, Purpose purpose, Sight sight) {
    return ROWS.stream()
        .anyMatch(row -> row.role == role && row.purpose == purpose && row.sights.contains(sight));
  }
}
