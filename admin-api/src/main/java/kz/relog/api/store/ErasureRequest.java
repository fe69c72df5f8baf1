package kz.relog.api.store;

import java.util.Optional;
import kz.relog.api.spi.Erasures.Scope;

/**
 * That somebody asked for an erasure, and how far it is. Times are Unix epoch ms UTC, 0 before.
 *
 * @param number place in lists
 * @param requestRef names it
 * @param companyRef whose
 * @param subjectRef the person, or the customer at a stop
 * @param askedByRef who asked; 0 for the term of keeping
 * @param asker as what they asked
 * @param about what kind of subject it is
 * @param scope what is to go
 * @param askedMs when
 * @param dueMs when the export window ends, so that the erasure begins
 * @param state how far it is
 * @param accountRef the login that goes with the person; 0 when it stays
 * @param erasureRef the erasure that carries it out; 0 before
 * @param accountErasureRef the one of the login; 0 before, or when it stays
 * @param endedMs when it was done or cancelled
 * @param noticeRef under whose key the address is sealed to which the end is told; 0 for none
 * @param noticeUntilMs when that key dies at the latest; 0 before the end was told and afterwards
 * @param reason why; empty when none was given, and once erased
 */
public record ErasureRequest(
    long number,
    long requestRef,
    long companyRef,
    long subjectRef,
    long askedByRef,
    Asker asker,
    About about,
    Scope scope,
    long askedMs,
    long dueMs,
    State state,
    long accountRef,
    long erasureRef,
    long accountErasureRef,
    long endedMs,
    long noticeRef,
    long noticeUntilMs,
    Optional<String> reason) {

  /** As what somebody asks. */
  public enum Asker {
    /** The person, of oneself. */
    PERSON,
    /** A dispatcher of the company. */
    DISPATCHER,
    /** An owner of the company. */
    OWNER,
    /** Nobody: the term of keeping is over. */
    RETENTION
  }

  /** What kind of subject. */
  public enum About {
    /** A person of the company. */
    PERSON,
    /** Somebody who waits at a stop. */
    CUSTOMER
  }

  /** How far it is. */
  public enum State {
    /** Blocked; the person can take a package along until the window ends. */
    WAITING,
    /** Blocked; a hold keeps what a dispute needs, the rest is gone. */
    HELD,
    /** What must be told or ended before the keys go is being told and ended. */
    PREPARING,
    /** The eraser works. */
    ERASING,
    /** Nothing is left; the certificate is there. */
    DONE,
    /** Taken back within the window. */
    CANCELLED
  }

  /** The same with a reason. */
  ErasureRequest because(Optional<String> why) {
    return new ErasureRequest(
        number,
        requestRef,
        companyRef,
        subjectRef,
        askedByRef,
        asker,
        about,
        scope,
        askedMs,
        dueMs,
        state,
        accountRef,
        erasureRef,
        accountErasureRef,
        endedMs,
        noticeRef,
        noticeUntilMs,
        why);
  }

  /** Whether it is not at its end. */
  public boolean isOpen() {
    return state != State.DONE && state != State.CANCELLED;
  }

  @Override
  public String toString() {
    return "ErasureRequest[" + number + " " + state + "]";
  }
}
