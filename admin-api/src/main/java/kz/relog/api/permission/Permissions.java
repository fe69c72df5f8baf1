package kz.relog.api.permission;

import com.linecorp.armeria.common.HttpStatus;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import kz.relog.api.access.Caller;
import kz.relog.api.audit.AuditAction;
import kz.relog.api.audit.AuditEntry;
import kz.relog.api.audit.ObjectKind;
import kz.relog.api.call.Json;
import kz.relog.api.call.RoadWait;
import kz.relog.api.hours.HoursOnRoad;
import kz.relog.api.notice.Notice;
import kz.relog.api.notice.Template;
import kz.relog.api.problem.Problem;
import kz.relog.api.receipt.ReceiptEvent;
import kz.relog.api.receipt.ReceiptEvent.State;
import kz.relog.api.spi.PermissionPurpose;
import kz.relog.api.spi.RoadGate;
import kz.relog.api.spi.RoadGate.Action;
import kz.relog.api.store.Basis;
import kz.relog.api.store.EvidenceRow;
import kz.relog.api.store.PermissionRecords;
import kz.relog.api.store.PermissionRow;

/**
 * Turns the switches. What concerns positions goes to the road first, and the records follow it; a
 * grant is preceded by its evidence and by the hours of the person, a receipt comes after it. Any
 * thread; blocks.
 */
final class Permissions {
  /** What stops at once when a person objects, whatever basis it stands on. */
  private static final List<PermissionPurpose> STOPPED_BY_OBJECTION =
      List.of(PermissionPurpose.LIVE_VIEW, PermissionPurpose.CUSTOMER_VIEW);

  private final PermissionRecords records;
  private final RoadGate gate;
  private final RoadWait wait;
  private final HoursOnRoad hours;
  private final Paperwork papers;
  private final Clock clock;

  Permissions(
      PermissionRecords records,
      RoadGate gate,
      RoadWait wait,
      HoursOnRoad hours,
      Paperwork papers,
      Clock clock) {
    this.records = records;
    this.gate = gate;
    this.wait = wait;
    this.hours = hours;
    this.papers = papers;
    this.clock = clock;
  }

  /** Every purpose as a switch. A receipt that a crash left out is made now. */
  List<PermissionView> switches(long companyRef, long personRef) {
    List<PermissionRow> rows = records.current(companyRef, personRef);
    boolean anyMade =
        rows.stream().filter(row -> madeReceipt(companyRef, personRef, row)).count() > 0;
    List<PermissionRow> now = anyMade ? records.current(companyRef, personRef) : rows;
    Set<PermissionPurpose> paused = records.paused(companyRef, personRef);
    return List.of(PermissionPurpose.values()).stream()
        .map(purpose -> view(now, purpose, paused.contains(purpose)))
        .toList();
  }

  /**
   * Permits a purpose by consent.
   *
   * @param document what the person saw
   * @return false when it is durable but not visible yet
   */
  boolean grant(Caller person, PermissionPurpose purpose, String document)
      throws InterruptedException {
    long companyRef = person.companyRef();
    long personRef = person.personRef();
    Optional<EvidenceRow> ground =
        records.current(companyRef, personRef, purpose).flatMap(PermissionRow::evidence);
    // Who permits it already can agree to the announced text before it comes into force.
    if (ground.isEmpty() || !papers.policy().isAnnounced(document)) {
      requireBinding(document);
    }
    if (ground.isPresent() && ground.get().basis() != Basis.CONSENT) {
      throw Problem.conflict(
              "This is permitted on another basis, "
                  + ground.get().basis().word()
                  + ": there is nothing to agree to. You can object with state withdrawn.")
          .toException();
    }
    if (ground.isPresent() && ground.get().document().equals(document)) {
      return true;
    }
    EvidenceRow evidence = EvidenceRow.consent(purpose, document, personRef, clock.millis());
    boolean visible = permit(companyRef, personRef, evidence);
    audit(person, personRef, purpose);
    return visible;
  }

  /**
   * Permits a purpose on a basis other than consent, for which the owner answers.
   *
   * @return false when it is durable but not visible yet
   */
  boolean permitOtherwise(Caller owner, long personRef, EvidenceRow evidence)
      throws InterruptedException {
    boolean visible = permit(owner.companyRef(), personRef, evidence);
    tell(
        owner.companyRef(),
        personRef,
        Template.PERMISSION_BASIS,
        Map.of("purpose", evidence.purpose().word(), "basis", evidence.basis().word()));
    papers
        .audit()
        .record(
            AuditEntry.by(owner, AuditAction.ASSESSMENT_RECORDED)
                .on(ObjectKind.PERMISSION, 0)
                .about(personRef)
                .purpose(evidence.purpose().word()));
    return visible;
  }

  /**
   * Ends the permission of a purpose, or objects to it where it stands on another basis.
   *
   * @return false when it is durable but not visible yet
   */
  boolean withdraw(Caller person, PermissionPurpose purpose) throws InterruptedException {
    long companyRef = person.companyRef();
    long personRef = person.personRef();
    Optional<EvidenceRow> ground =
        records.current(companyRef, personRef, purpose).flatMap(PermissionRow::evidence);
    boolean objects = ground.filter(one -> one.basis() != Basis.CONSENT).isPresent();
    boolean visible;
    if (objects) {
      records.putObjection(companyRef, personRef, purpose, clock.millis());
      int bits = STOPPED_BY_OBJECTION.stream().mapToInt(PermissionPurpose::bit).sum();
      visible = wait.isVisible(gate.changePermission(personRef, Action.WITHDRAW, bits));
    } else {
      visible = end(companyRef, personRef, purpose);
    }
    State state = objects ? State.OBJECTED : State.WITHDRAWN;
    ground.ifPresent(
        one -> papers.receipts().issue(event(companyRef, personRef, one, state, clock.millis())));
    if (objects) {
      tell(companyRef, personRef, Template.PERMISSION_OBJECTION, Map.of("purpose", purpose.word()));
    }
    audit(person, personRef, purpose);
    return visible;
  }

  /** Ends, by the owner, what stands on a basis other than consent. */
  boolean endOtherwise(Caller owner, long personRef, PermissionPurpose purpose)
      throws InterruptedException {
    boolean visible = end(owner.companyRef(), personRef, purpose);
    tell(
        owner.companyRef(),
        personRef,
        Template.PERMISSION_CHANGED,
        Map.of("purpose", purpose.word(), "state", "withdrawn"));
    audit(owner, personRef, purpose);
    return visible;
  }

  /** Ends consent to a text that a version in force has changed since; the person is told. */
  void lapse(long companyRef, long personRef, EvidenceRow consent) throws InterruptedException {
    PermissionPurpose purpose = consent.purpose();
    end(companyRef, personRef, purpose);
    papers.receipts().issue(event(companyRef, personRef, consent, State.WITHDRAWN, clock.millis()));
    tell(companyRef, personRef, Template.PERMISSION_LAPSED, Map.of("purpose", purpose.word()));
    papers
        .audit()
        .record(
            AuditEntry.system(AuditAction.PERMISSION_CHANGED)
                .inCompany(companyRef)
                .on(ObjectKind.PERMISSION, 0)
                .about(personRef)
                .purpose(purpose.word()));
  }

  /** Begins or ends a private trip. */
  boolean pause(Caller person, boolean on) throws InterruptedException {
    Action action = on ? Action.PAUSE : Action.RESUME;
    CompletionStage<Long> command =
        gate.changePermission(person.personRef(), action, RoadGate.EVERY_PURPOSE);
    boolean visible = wait.isVisible(command);
    papers
        .audit()
        .record(
            AuditEntry.by(person, AuditAction.PERMISSION_CHANGED)
                .on(ObjectKind.PERMISSION, 0)
                .about(person.personRef()));
    return visible;
  }

  boolean isOtherBasis(long companyRef, long personRef, PermissionPurpose purpose) {
    return records
        .current(companyRef, personRef, purpose)
        .flatMap(PermissionRow::evidence)
        .filter(evidence -> evidence.basis() != Basis.CONSENT)
        .isPresent();
  }

  boolean isConsent(long companyRef, long personRef, PermissionPurpose purpose) {
    return records
        .current(companyRef, personRef, purpose)
        .flatMap(PermissionRow::evidence)
        .filter(evidence -> evidence.basis() == Basis.CONSENT)
        .isPresent();
  }

  /** Refuses a text that is not the one in force. */
  void requireBinding(String document) {
    Optional<String> binding = papers.policy().hash();
    if (binding.isEmpty()) {
      throw Problem.conflict("No privacy policy is in force yet; the operator publishes it.")
          .toException();
    }
    if (!papers.policy().isText(document)) {
      throw Problem.of(
              HttpStatus.CONFLICT,
              "document-superseded",
              "Another document is in force",
              "The document in force is "
                  + binding.get()
                  + ". Show it to the person and send its hash; GET /v1/documents has its text.")
          .toException();
    }
  }

  private boolean permit(long companyRef, long personRef, EvidenceRow evidence)
      throws InterruptedException {
    PermissionPurpose purpose = evidence.purpose();
    long number = records.putEvidence(companyRef, personRef, evidence);
    boolean visible = true;
    try {
      if (purpose.isOnRoad()) {
        hours.put(companyRef, personRef);
        visible = wait.isVisible(gate.changePermission(personRef, Action.GRANT, purpose.bit()));
      } else {
        records.grantOwn(companyRef, personRef, purpose, number, evidence.atMs());
      }
    } catch (RuntimeException refused) {
      records.dropEvidence(companyRef, number);
      throw refused;
    }
    records.setReceipt(companyRef, number, receipt(companyRef, personRef, evidence));
    return visible;
  }

  /** Told to the road even when the records show nothing to end: a grant may be on its way. */
  private boolean end(long companyRef, long personRef, PermissionPurpose purpose)
      throws InterruptedException {
    if (purpose.isOnRoad()) {
      return wait.isVisible(gate.changePermission(personRef, Action.WITHDRAW, purpose.bit()));
    }
    records.withdrawOwn(companyRef, personRef, purpose, clock.millis());
    return true;
  }

  private boolean madeReceipt(long companyRef, long personRef, PermissionRow row) {
    Optional<EvidenceRow> bare = row.evidence().filter(one -> one.receiptRef().isEmpty());
    bare.ifPresent(
        one -> records.setReceipt(companyRef, one.number(), receipt(companyRef, personRef, one)));
    return bare.isPresent();
  }

  private long receipt(long companyRef, long personRef, EvidenceRow evidence) {
    boolean consent = evidence.basis() == Basis.CONSENT;
    State state = consent ? State.GIVEN : State.INFORMED;
    return papers.receipts().issue(event(companyRef, personRef, evidence, state, evidence.atMs()));
  }

  private static ReceiptEvent event(
      long companyRef, long personRef, EvidenceRow evidence, State state, long atMs) {
    return new ReceiptEvent(
        companyRef,
        personRef,
        state,
        List.of(evidence.purpose().word()),
        evidence.basis().word(),
        evidence.document(),
        atMs);
  }

  /** Tells the person, with the time added to the values. */
  private void tell(
      long companyRef, long personRef, Template template, Map<String, String> values) {
    Map<String, String> all = new HashMap<>(values);
    all.put("time", String.valueOf(Json.time(clock.millis())));
    papers.notices().send(Notice.to(companyRef, personRef, template, all));
  }

  private void audit(Caller by, long personRef, PermissionPurpose purpose) {
    papers
        .audit()
        .record(
            AuditEntry.by(by, AuditAction.PERMISSION_CHANGED)
                .on(ObjectKind.PERMISSION, 0)
                .about(personRef)
                .purpose(purpose.word()));
  }

  private static PermissionView view(
      List<PermissionRow> rows, PermissionPurpose purpose, boolean paused) {
    return rows.stream()
        .filter(row -> row.purpose() == purpose)
        .findFirst()
        .map(row -> PermissionView.of(row, paused))
        .orElseGet(() -> PermissionView.off(purpose, paused));
  }
}
