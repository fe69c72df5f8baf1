package kz.relog.api.notice;

import java.util.List;
import java.util.Optional;

/** Tells who is there to be told something. Any thread; may block. */
public interface People {

  /** Nobody is known. */
  People NONE =
      new People() {
        @Override
        public List<Member> after(long number, int limit) {
          return List.of();
        }

        @Override
        public Optional<String> address(long companyRef, long personRef) {
          return Optional.empty();
        }
      };

  /**
   * At most {@code limit} members of all companies after a number, in the order of their coming.
   */
  List<Member> after(long number, int limit);

  /** The verified e-mail address of a member; empty when gone or erased. */
  Optional<String> address(long companyRef, long personRef);

  /**
   * A member.
   *
   * @param number grows with each one
   * @param companyRef the company
   * @param personRef the person
   */
  record Member(long number, long companyRef, long personRef) {}
}
