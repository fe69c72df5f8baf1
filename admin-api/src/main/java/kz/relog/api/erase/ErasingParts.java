package kz.relog.api.erase;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import kz.relog.api.access.MembershipEnd;
import kz.relog.api.audit.AuditLog;
import kz.relog.api.disclosure.RecipientNotices;
import kz.relog.api.export.Exports;
import kz.relog.api.notice.Notices;
import kz.relog.api.receipt.Signer;
import kz.relog.api.spi.Erasures;
import kz.relog.api.store.AdminStore;

/**
 * What erasures that somebody asks for work with.
 *
 * @param store the records
 * @param erasures carries them out
 * @param exports packages of the person, which end
 * @param notices tells people, and forgets what they were told
 * @param recipients tells who got something of the person
 * @param offTheRoad closes the gate for a person at once
 * @param sessionsChanged called when sessions went, so that nobody is answered by what was
 *     remembered
 * @param signer signs certificates
 * @param audit records who did what
 * @param window how long people can take their data along
 * @param random draws references
 * @param clock wall time, UTC
 */
public record ErasingParts(
    AdminStore store,
    Erasures erasures,
    Exports exports,
    Notices notices,
    RecipientNotices recipients,
    MembershipEnd offTheRoad,
    Runnable sessionsChanged,
    Signer signer,
    AuditLog audit,
    Duration window,
    SecureRandom random,
    Clock clock) {}
