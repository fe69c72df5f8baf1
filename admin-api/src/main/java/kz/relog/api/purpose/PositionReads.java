package kz.relog.api.purpose;

import com.linecorp.armeria.common.HttpStatus;
import java.util.Collection;
import java.util.Optional;
import kz.relog.api.access.Caller;
import kz.relog.api.access.Purpose;
import kz.relog.api.access.PurposeTable;
import kz.relog.api.access.Sight;
import kz.relog.api.audit.AuditAction;
import kz.relog.api.audit.AuditEntry;
import kz.relog.api.audit.AuditLog;
import kz.relog.api.audit.ObjectKind;
import kz.relog.api.call.Call;
import kz.relog.api.call.Query;
import kz.relog.api.problem.Problem;
import kz.relog.api.purpose.MachineReads.Extent;

/**
 * Holds each read of positions to a purpose that the caller's role may have, and records it: what
 * was read, and what was refused. Any thread; blocks on the audit.
 */
public final class PositionReads {
  private static final String NAME = "purpose";

  private final AuditLog audit;
  private final MachineReads machines;

  /** Reads that are recorded here, those of machines there too. */
  public PositionReads(AuditLog audit, MachineReads machines) {
    this.audit = audit;
    this.machines = machines;
  }

  /**
   * What is read.
   *
   * @param sight its category
   * @param action how the audit calls the read
   * @param kind what it is about
   * @param ref which one; 0 when it is not about one
   * @param extent whose positions, for the register of what machines were handed; empty for the
   *     caller's own
   */
  public record Read(
      Sight sight, AuditAction action, ObjectKind kind, long ref, Optional<Extent> extent) {

    /** The caller's own. */
    public static Read own(AuditAction action, ObjectKind kind, long ref) {
      return new Read(Sight.OWN, action, kind, ref, Optional.empty());
    }

    /** Of these positions. */
    public static Read of(
        Sight sight, AuditAction action, ObjectKind kind, long ref, Extent extent) {
      return new Read(sight, action, kind, ref, Optional.of(extent));
    }
  }

  /** The purpose that the caller names; wrong words are told with the other wrong parameters. */
  public static Optional<Purpose> named(Query query) {
    return query.word(NAME, Purpose.WORDS).flatMap(Purpose::of);
  }

  /** The same where it must be named. */
  public static Optional<Purpose> required(Query query) {
    return query.requiredWord(NAME, Purpose.WORDS).flatMap(Purpose::of);
  }

  /**
   * Lets a read go on, and records it. Call it when it is certain that the thing is the company's.
   *
   * @throws kz.relog.api.problem.ProblemException 403 when the role may not read this for that
   */
  public void allow(Call call, Read read, Purpose purpose) {
    judge(call, read, purpose);
    audit.record(entry(call.caller(), read, purpose, read.action));
  }

  /**
   * The same of positions of these people: each finds the read among those who looked.
   *
   * @param people whose positions they are; nobody's when empty
   */
  public void allow(Call call, Read read, Purpose purpose, Collection<Long> people) {
    judge(call, read, purpose);
    AuditEntry entry = entry(call.caller(), read, purpose, read.action);
    if (people.isEmpty()) {
      audit.record(entry);
    }
    people.forEach(person -> audit.record(entry.about(person)));
  }

  /** The same for what is read too often to record each time, and shows no position. */
  public void allowUnrecorded(Call call, Read read, Purpose purpose) {
    judge(call, read, purpose);
  }

  private void judge(Call call, Read read, Purpose purpose) {
    Caller caller = call.caller();
    if (!PurposeTable.allows(caller.role(), purpose, read.sight)) {
      audit.record(entry(caller, read, purpose, AuditAction.PURPOSE_REFUSED).refused());
      throw Problem.of(
              HttpStatus.FORBIDDEN,
              "wrong-purpose",
              "Wrong purpose",
              "This role may not read this for the purpose " + purpose.word() + ".")
          .toException();
    }
    if (caller.companyRef() != 0 && caller.personRef() == 0) {
      read.extent.ifPresent(extent -> machines.onRead(caller, purpose, read.sight, extent));
    }
  }

  private static AuditEntry entry(Caller caller, Read read, Purpose purpose, AuditAction action) {
    return AuditEntry.by(caller, action).on(read.kind, read.ref).purpose(purpose.word());
  }
}
