package kz.relog.api.correct;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.relog.api.access.Role;
import kz.relog.api.audit.Actor;
import kz.relog.api.audit.AuditAction;
import kz.relog.api.audit.AuditEntry;
import kz.relog.api.audit.AuditLog;
import kz.relog.api.audit.ObjectKind;
import kz.relog.api.audit.Outcome;
import kz.relog.api.call.CompanyTime;
import kz.relog.api.disclosure.RecipientNotices;
import kz.relog.api.notice.Notice;
import kz.relog.api.notice.Notices;
import kz.relog.api.notice.Template;
import kz.relog.api.store.CorrectionRow;

/**
 * Tells whom a correction concerns: the two people, whoever outside got positions under the wrong
 * name, and the audit. The corrector's thread.
 */
public final class CorrectionNotices {
  private final Notices notices;
  private final RecipientNotices recipients;
  private final AuditLog audit;
  private final CompanyTime time;

  /** Through these. */
  public CorrectionNotices(
      Notices notices, RecipientNotices recipients, AuditLog audit, CompanyTime time) {
    this.notices = notices;
    this.recipients = recipients;
    this.audit = audit;
    this.time = time;
  }

  void tell(CorrectionRow row) {
    List<Long> people =
        row.rightRef() == 0 ? List.of(row.wrongRef()) : List.of(row.wrongRef(), row.rightRef());
    long endMs = row.toMs() == 0 ? row.factsToMs() : row.toMs();
    for (long person : people) {
      audit.record(
          new AuditEntry(
              Actor.of(Role.valueOf(row.byRole())),
              row.companyRef(),
              row.byPersonRef(),
              0,
              AuditAction.BINDING_CORRECTED,
              ObjectKind.SHIFT,
              row.shiftRef(),
              person,
              "",
              Outcome.DONE,
              Optional.empty()));
      notices.send(
          Notice.to(
              row.companyRef(),
              person,
              Template.BINDING_CORRECTED,
              Map.of(
                  "from", time.text(row.companyRef(), row.fromMs()),
                  "to", time.text(row.companyRef(), endMs))));
    }
    recipients.tellMisplaced(row.companyRef(), row.wrongRef(), row.fromMs());
  }
}
