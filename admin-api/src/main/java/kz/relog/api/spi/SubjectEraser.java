package kz.relog.api.spi;

import java.util.List;
import java.util.Set;

/**
 * A store of the API that holds something of people: knows how to forget it, and to tell whether
 * anything is left. Called by the eraser's thread, perhaps more than once for one erasure.
 */
public interface SubjectEraser {

  /** Name in certificates, for example {@code events}. */
  String name();

  /** Categories of the record of processing that it holds. */
  Set<String> categories();

  /** Removes what an erasure covers; what was removed before is no error. */
  void forget(Erased erased);

  /** How many records are left of what an erasure covers; 0 after {@link #forget}. */
  long holds(Erased erased);

  /**
   * What is to be forgotten.
   *
   * @param subjectRef whose
   * @param scope what
   * @param places where the subject's facts were, as far as the archive had them
   */
  record Erased(long subjectRef, Erasures.Scope scope, List<Place> places) {
    /** Copies the list. */
    public Erased {
      places = List.copyOf(places);
    }
  }

  /**
   * A device and a time in which it carried the subject.
   *
   * @param deviceRef the device
   * @param fromMs Unix epoch ms UTC
   * @param toMs exclusive
   */
  record Place(long deviceRef, long fromMs, long toMs) {}
}
