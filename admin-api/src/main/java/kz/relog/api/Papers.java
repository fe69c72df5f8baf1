package kz.relog.api;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import kz.relog.api.access.StandingRule;
import kz.relog.api.audit.AuditEndpoints;
import kz.relog.api.audit.AuditLog;
import kz.relog.api.call.Endpoint;
import kz.relog.api.document.AcceptanceEndpoints;
import kz.relog.api.document.DocumentEndpoints;
import kz.relog.api.document.DocumentStanding;
import kz.relog.api.document.Documents;
import kz.relog.api.notice.CampaignEndpoints;
import kz.relog.api.notice.Marketing;
import kz.relog.api.notice.NoticeEndpoints;
import kz.relog.api.notice.Notices;
import kz.relog.api.notice.OptOutEndpoints;
import kz.relog.api.permission.Paperwork;
import kz.relog.api.permission.PolicyInForce;
import kz.relog.api.question.QuestionEndpoints;
import kz.relog.api.receipt.Parties;
import kz.relog.api.receipt.ReceiptEndpoints;
import kz.relog.api.receipt.Receipts;
import kz.relog.api.receipt.Signer;
import kz.relog.api.store.AdminStore;

/**
 * Documents, receipts, questions, notices and the audit, wired: what binds people and the company,
 * and the proof of it.
 */
final class Papers {
  private final AdminStore store;
  private final AuditLog audit;
  private final Notices notices;
  private final SecureRandom random;
  private final Clock clock;
  private final Documents documents;
  private final Receipts receipts;

  Papers(AdminStore store, AuditLog audit, Notices notices, SecureRandom random, Clock clock) {
    this.store = store;
    this.audit = audit;
    this.notices = notices;
    this.random = random;
    this.clock = clock;
    this.documents = new Documents(store.documents(), random, clock);
    this.receipts =
        new Receipts(store.receipts(), store.documents(), this::party, random, clock.millis());
  }

  /** Who did and who looked at what. */
  AuditLog audit() {
    return audit;
  }

  /** Whether a member has accepted what binds. */
  StandingRule standing() {
    return new DocumentStanding(documents, store.documents())::of;
  }

  /** What is written when a permission changes. */
  Paperwork forPermissions() {
    return new Paperwork(new PolicyInForce(documents), receipts, notices, audit);
  }

  /** Signs what the installation states. */
  Signer signer() {
    return receipts;
  }

  List<Endpoint> endpoints(Marketing marketing) {
    List<Endpoint> endpoints = new ArrayList<>();
    endpoints.addAll(new AuditEndpoints(store.audit(), audit).endpoints());
    endpoints.addAll(new DocumentEndpoints(documents, store, audit).endpoints());
    endpoints.addAll(
        new AcceptanceEndpoints(documents, store.documents(), receipts, audit).endpoints());
    endpoints.addAll(new ReceiptEndpoints(store.receipts(), receipts).endpoints());
    endpoints.addAll(
        new QuestionEndpoints(store.questions(), notices, audit, random, clock).endpoints());
    endpoints.addAll(new NoticeEndpoints(store.notices(), clock).endpoints());
    endpoints.addAll(
        new OptOutEndpoints(store.optOuts(), marketing, audit, random, clock).endpoints());
    endpoints.addAll(
        new CampaignEndpoints(
                store.optOuts(), notices, new StoredPeople(store), marketing, audit, random, clock)
            .endpoints());
    return endpoints;
  }

  private Parties.Party party(long companyRef) {
    return store
        .companies()
        .find(companyRef)
        .map(row -> new Parties.Party(row.name().orElse(""), row.bin().orElse(""), row.country()))
        .orElseGet(() -> Parties.UNNAMED.find(companyRef));
  }
}
