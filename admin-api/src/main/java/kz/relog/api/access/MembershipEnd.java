package kz.relog.api.access;

/** Hears that a person's membership is about to end. Any thread; may block on the road. */
@FunctionalInterface
public interface MembershipEnd {

  /** Nobody needs to know. */
  MembershipEnd UNHEARD = (companyRef, personRef) -> {};

  /**
   * Called before the membership ends, so that whatever lets the person be tracked is gone first:
   * when this throws, the membership goes on.
   *
   * @param companyRef the company
   * @param personRef a member
   */
  void beforeEnd(long companyRef, long personRef);
}
