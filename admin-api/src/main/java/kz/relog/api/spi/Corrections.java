package kz.relog.api.spi;

/**
 * Carries out on stored facts that another person had a device than was said. The road has the
 * right bindings by then, so that no more facts come to the wrong person.
 */
@FunctionalInterface
public interface Corrections {

  /**
   * Facts that stand under the wrong person.
   *
   * @param deviceRef which device sent them
   * @param wrongRef under whom they are
   * @param rightRef whose they are; 0 when that is not known
   * @param fromMs Unix epoch ms UTC, inclusive
   * @param toMs exclusive; in the past, or nearly
   */
  record Misplaced(long deviceRef, long wrongRef, long rightRef, long fromMs, long toMs) {}

  /**
   * Seals the facts anew for the right person, as far as that person's permission and hours held at
   * their times and the permission holds now; erases the others, and whatever is left of them under
   * the wrong person; plan-fact and live view follow. May be repeated after a crash anywhere.
   * Blocks until all of it is durable.
   *
   * @throws RuntimeException when it could not be done now; what was done stays done
   */
  void carryOut(Misplaced facts);
}
