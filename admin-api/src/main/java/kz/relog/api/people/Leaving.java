package kz.relog.api.people;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.OptionalLong;
import kz.relog.api.access.Caller;
import kz.relog.api.access.MembershipEnd;
import kz.relog.api.access.Role;
import kz.relog.api.account.AccountLimits;
import kz.relog.api.account.Accounts;
import kz.relog.api.audit.AuditAction;
import kz.relog.api.audit.AuditEntry;
import kz.relog.api.audit.ObjectKind;
import kz.relog.api.call.Versions;
import kz.relog.api.notice.Notice;
import kz.relog.api.notice.Template;
import kz.relog.api.problem.Problem;
import kz.relog.api.store.CompanyRow;
import kz.relog.api.store.PersonRecords;
import kz.relog.api.store.PersonRow;

/**
 * Ends memberships and changes roles, and keeps a company from losing its last owner by accident.
 * Any thread.
 */
public final class Leaving {
  private static final Problem LAST_OWNER =
      Problem.conflict(
          "This is the company's last owner. Make someone else an owner first: PUT"
              + " /v1/people/{id}/role, or invite one.");

  private static final String PERSON = "person";

  private final Accounts accounts;
  private final MembershipEnd heard;

  /** Over these logins; {@code heard} is told before each end. */
  public Leaving(Accounts accounts, MembershipEnd heard) {
    this.accounts = accounts;
    this.heard = heard;
  }

  /**
   * Ends a membership, with all its sessions; the person is told.
   *
   * @throws kz.relog.api.problem.ProblemException 404 when it is none, 409 for the last owner
   */
  void end(Caller caller, PersonRow person, String reason) {
    PersonRecords people = accounts.store().people();
    if (person.role() == Role.OWNER && people.owners(person.companyRef()) < 2) {
      throw LAST_OWNER.toException();
    }
    heard.beforeEnd(person.companyRef(), person.personRef());
    long nowMs = accounts.clock().millis();
    judge(people.end(person.companyRef(), person.personRef(), reason, nowMs));
    accounts.sessions().forget();
    accounts
        .notices()
        .send(
            Notice.to(
                person.companyRef(),
                person.personRef(),
                Template.PEOPLE_ENDED,
                Map.of(
                    "company",
                    companyName(person.companyRef()),
                    "until",
                    windowEnd(person.companyRef(), nowMs))));
    record(caller, AuditAction.PERSON_ENDED, person);
  }

  /**
   * Gives a member another role.
   *
   * @param expected the version that the change was made for; empty for any
   * @throws kz.relog.api.problem.ProblemException 404 when it is none, 409 for the last owner, 412
   *     for another version
   */
  void changeRole(Caller caller, PersonRow person, OptionalLong expected, Role role) {
    Versions.require(expected, person.version(), PERSON);
    if (person.role() == role) {
      return;
    }
    judge(
        accounts
            .store()
            .people()
            .putRole(
                person.companyRef(),
                person.personRef(),
                expected,
                role,
                accounts.clock().millis()));
    accounts.sessions().forget();
    accounts
        .notices()
        .send(
            Notice.to(
                person.companyRef(),
                person.personRef(),
                Template.PEOPLE_ROLE,
                Map.of(
                    "company", companyName(person.companyRef()), "role", PersonView.word(role))));
    record(caller, AuditAction.ROLE_CHANGED, person);
  }

  private void record(Caller caller, AuditAction action, PersonRow person) {
    accounts
        .audit()
        .record(
            AuditEntry.by(caller, action)
                .on(ObjectKind.PERSON, person.personRef())
                .about(person.personRef()));
  }

  private static void judge(PersonRecords.Outcome outcome) {
    switch (outcome) {
      case DONE -> {}
      case LAST_OWNER -> throw LAST_OWNER.toException();
      case OUTDATED -> throw Versions.changed(PERSON);
      case ABSENT ->
          throw Problem.notFound("There is no such member of the company.").toException();
    }
  }

  private String windowEnd(long companyRef, long nowMs) {
    String zone = accounts.store().companies().timeZone(companyRef).orElse("UTC");
    return Instant.ofEpochMilli(nowMs)
        .plus(AccountLimits.EXPORT_WINDOW)
        .atZone(ZoneId.of(zone))
        .toLocalDate()
        .toString();
  }

  private String companyName(long companyRef) {
    return accounts.store().companies().find(companyRef).flatMap(CompanyRow::name).orElse("");
  }
}
