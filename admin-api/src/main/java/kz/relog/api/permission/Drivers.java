package kz.relog.api.permission;

import kz.relog.api.access.Role;
import kz.relog.api.problem.Problem;
import kz.relog.api.store.PersonRecords;
import kz.relog.api.store.PersonRow;
import kz.relog.api.store.PersonState;

/** Tells who drives for a company. Any thread; blocks. */
public final class Drivers {
  private final PersonRecords people;

  /** The drivers among these people. */
  public Drivers(PersonRecords people) {
    this.people = people;
  }

  /**
   * An active driver of the company.
   *
   * @return the same reference
   * @throws kz.relog.api.problem.ProblemException 404 for nobody of the company, 409 for somebody
   *     who does not drive, or not yet, or no longer
   */
  public long require(long companyRef, long personRef) {
    PersonRow person = find(companyRef, personRef);
    if (person.role() != Role.DRIVER) {
      throw Problem.conflict("The person is no driver.").toException();
    }
    if (person.state() != PersonState.ACTIVE) {
      throw Problem.conflict("The driver has not accepted the invitation, or has left.")
          .toException();
    }
    return personRef;
  }

  /**
   * Anybody of the company, whatever role and state.
   *
   * @return the same reference
   * @throws kz.relog.api.problem.ProblemException 404 for nobody of the company
   */
  public long requireAny(long companyRef, long personRef) {
    return find(companyRef, personRef).personRef();
  }

  private PersonRow find(long companyRef, long personRef) {
    return people
        .find(companyRef, personRef)
        .orElseThrow(() -> Problem.notFound("There is no such person.").toException());
  }
}
