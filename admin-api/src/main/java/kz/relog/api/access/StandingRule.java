package kz.relog.api.access;

/** Tells how far a person has come, asked at each request. Any thread; may block. */
@FunctionalInterface
public interface StandingRule {

  /** Every member may all that the role allows. */
  StandingRule MEMBERS = (companyRef, personRef) -> Standing.FULL;

  /**
   * The standing of a member.
   *
   * @param companyRef the company
   * @param personRef a person whose address is verified and who is a member
   */
  Standing of(long companyRef, long personRef);
}
