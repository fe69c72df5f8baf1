package kz.relog.api.retain;

import java.time.Clock;
import java.util.function.LongConsumer;
import kz.relog.api.access.MembershipEnd;
import kz.relog.api.audit.AuditLog;
import kz.relog.api.notice.Notices;
import kz.relog.api.spi.MonthKeeper;
import kz.relog.api.store.AdminStore;

/**
 * What a sweeper works with.
 *
 * @param store the records
 * @param months the months of positions
 * @param plans erases plans
 * @param terms how long what is kept
 * @param eraser orders that all of a person is erased
 * @param leaving hears that a membership is about to end
 * @param notices tells people
 * @param audit records what went
 * @param clock wall time, UTC
 */
public record SweeperParts(
    AdminStore store,
    MonthKeeper months,
    PlanTerms plans,
    Terms terms,
    LongConsumer eraser,
    MembershipEnd leaving,
    Notices notices,
    AuditLog audit,
    Clock clock) {}
