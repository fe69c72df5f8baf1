package kz.relog.api.audit;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;
import kz.relog.api.access.Caller;

/**
 * What is to be recorded: references and words of closed sets, never personal data. Immutable;
 * begin with one of the factories and add what applies.
 *
 * @param actor what did it
 * @param companyRef whose auditors see it; 0 for the installation's
 * @param personRef who did it; 0 for nobody known
 * @param sessionRef with which session or token; 0 for none
 * @param action what was done
 * @param objectKind to what kind of thing
 * @param objectRef which one; 0 for none
 * @param subjectRef whose data it concerned, who may see this row; 0 for nobody's
 * @param purpose a word such as {@code plan-fact}; empty for none
 * @param outcome how it ended
 * @param peer from where; only its network is kept, and that not for long
 */
public record AuditEntry(
    Actor actor,
    long companyRef,
    long personRef,
    long sessionRef,
    AuditAction action,
    ObjectKind objectKind,
    long objectRef,
    long subjectRef,
    String purpose,
    Outcome outcome,
    Optional<InetAddress> peer) {

  private static final Pattern PURPOSE = Pattern.compile("[a-z-]{0,32}");

  /**
   * Checks the purpose.
   *
   * @throws IllegalArgumentException when it is no word
   */
  public AuditEntry {
    if (!PURPOSE.matcher(purpose).matches()) {
      throw new IllegalArgumentException("a purpose is one word of at most 32 letters");
    }
  }

  /** Done by a caller, in the caller's company. */
  public static AuditEntry by(Caller caller, AuditAction action) {
    return new AuditEntry(
        Actor.of(caller.role()),
        caller.companyRef(),
        caller.personRef(),
        caller.sessionRef(),
        action,
        ObjectKind.NONE,
        0,
        0,
        "",
        Outcome.DONE,
        Optional.empty());
  }

  /** Done by whoever came without a login. */
  public static AuditEntry anonymous(AuditAction action) {
    return nobody(Actor.ANONYMOUS, action);
  }

  /** Done by the installation itself. */
  public static AuditEntry system(AuditAction action) {
    return nobody(Actor.SYSTEM, action);
  }

  /** The same, to this thing. */
  public AuditEntry on(ObjectKind kind, long ref) {
    return new AuditEntry(
        actor,
        companyRef,
        personRef,
        sessionRef,
        action,
        kind,
        ref,
        subjectRef,
        purpose,
        outcome,
        peer);
  }

  /** The same, concerning this person's data. */
  public AuditEntry about(long subject) {
    return new AuditEntry(
        actor,
        companyRef,
        personRef,
        sessionRef,
        action,
        objectKind,
        objectRef,
        subject,
        purpose,
        outcome,
        peer);
  }

  /** The same, by this person. */
  public AuditEntry byPerson(long person) {
    return new AuditEntry(
        actor,
        companyRef,
        person,
        sessionRef,
        action,
        objectKind,
        objectRef,
        subjectRef,
        purpose,
        outcome,
        peer);
  }

  /** The same, seen by this company's auditors. */
  public AuditEntry inCompany(long company) {
    return new AuditEntry(
        actor,
        company,
        personRef,
        sessionRef,
        action,
        objectKind,
        objectRef,
        subjectRef,
        purpose,
        outcome,
        peer);
  }

  /** The same, for this purpose. */
  public AuditEntry purpose(String word) {
    return new AuditEntry(
        actor,
        companyRef,
        personRef,
        sessionRef,
        action,
        objectKind,
        objectRef,
        subjectRef,
        word,
        outcome,
        peer);
  }

  /** The same, but it was not allowed. */
  public AuditEntry refused() {
    return new AuditEntry(
        actor,
        companyRef,
        personRef,
        sessionRef,
        action,
        objectKind,
        objectRef,
        subjectRef,
        purpose,
        Outcome.REFUSED,
        peer);
  }

  /** The same, from this address. */
  public AuditEntry from(InetAddress address) {
    return new AuditEntry(
        actor,
        companyRef,
        personRef,
        sessionRef,
        action,
        objectKind,
        objectRef,
        subjectRef,
        purpose,
        outcome,
        Optional.of(address));
  }

  private static AuditEntry nobody(Actor actor, AuditAction action) {
    return new AuditEntry(
        actor, 0, 0, 0, action, ObjectKind.NONE, 0, 0, "", Outcome.DONE, Optional.empty());
  }

  /** Leaves out the address. */
  @Override
  public String toString() {
    return "AuditEntry[" + actor + " " + action + " " + outcome + "]";
  }
}
