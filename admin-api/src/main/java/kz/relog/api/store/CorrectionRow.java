package kz.relog.api.store;

import java.util.List;
import java.util.OptionalLong;

/**
 * That another person had a vehicle than its shift said. Immutable; its text form leaves out who.
 * Times are Unix epoch ms UTC.
 *
 * @param correctionRef names it
 * @param companyRef whose
 * @param shiftRef the shift that was wrong
 * @param vehicleRef its vehicle
 * @param wrongRef who had been named
 * @param rightRef who drove; 0 when nobody knows
 * @param fromMs inclusive
 * @param toMs exclusive; 0 until further notice
 * @param byPersonRef who corrected it; 0 for a machine
 * @param byRole in which role
 * @param askedMs when
 * @param step done last
 * @param factsToMs up to when facts can stand under the wrong person; 0 before {@link Step#BOUND}
 * @param doneMs when it was complete; 0 while it is not
 * @param devices what becomes of each tracker's binding
 */
public record CorrectionRow(
    long correctionRef,
    long companyRef,
    long shiftRef,
    long vehicleRef,
    long wrongRef,
    long rightRef,
    long fromMs,
    long toMs,
    long byPersonRef,
    String byRole,
    long askedMs,
    Step step,
    long factsToMs,
    long doneMs,
    List<Piece> devices) {

  /** Copies the list. */
  public CorrectionRow {
    devices = List.copyOf(devices);
  }

  /** How far it is; the order is the order of the work. */
  public enum Step {
    /** Written down, together with the shifts as they are now. */
    WRITTEN,
    /** The road has the bindings: no more facts come to the wrong person. */
    BOUND,
    /** Stored facts are where they belong, or gone. */
    CARRIED,
    /** Both were told. */
    DONE
  }

  /**
   * What becomes of the binding of one tracker.
   *
   * @param deviceRef the tracker
   * @param keptRef the binding that was wrong
   * @param keptFromMs from when on the wrong person keeps it; empty when nothing is kept
   * @param keptToMs until when, exclusive; 0 until further notice
   * @param givenRef the binding of the right person; the same when nothing is kept
   * @param fromMs of what is given
   * @param toMs exclusive; 0 until further notice
   */
  public record Piece(
      long deviceRef,
      long keptRef,
      OptionalLong keptFromMs,
      long keptToMs,
      long givenRef,
      long fromMs,
      long toMs) {}

  /** The same, a step further. */
  public CorrectionRow at(Step next, long newFactsToMs, long newDoneMs) {
    return new CorrectionRow(
        correctionRef,
        companyRef,
        shiftRef,
        vehicleRef,
        wrongRef,
        rightRef,
        fromMs,
        toMs,
        byPersonRef,
        byRole,
        askedMs,
        next,
        newFactsToMs,
        newDoneMs,
        devices);
  }

  @Override
  public String toString() {
    return "CorrectionRow[" + step + "]";
  }
}
