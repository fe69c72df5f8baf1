package kz.relog.app.erase;

import java.util.ArrayList;
import java.util.List;
import kz.relog.api.spi.SubjectEraser.Place;
import kz.relog.app.archive.ErasedPlace;
import kz.relog.journal.ErasedRange;

/**
 * The note of where facts were that an erasure keeps until it is done, as text: {@code
 * device,from,to} with blanks between them. Stateless.
 */
final class Places {
  /** Nothing was found; not the same as nothing noted yet. */
  static final String NONE = "-";

  private Places() {}

  /** The note of what lies in the range. */
  static String note(List<ErasedPlace> places, ErasedRange range) {
    List<String> words = new ArrayList<>();
    for (ErasedPlace place : places) {
      long fromMs = Math.max(place.fromMs(), range.fromMs());
      long toMs = Math.min(place.toMs(), range.toMs());
      boolean concerned = range.deviceRef() == 0 || range.deviceRef() == place.deviceRef();
      if (concerned && fromMs < toMs) {
        words.add(place.deviceRef() + "," + fromMs + "," + toMs);
      }
    }
    return words.isEmpty() ? NONE : String.join(" ", words);
  }

  static List<Place> read(String note) {
    List<Place> places = new ArrayList<>();
    if (!note.isEmpty() && !note.equals(NONE)) {
      for (String word : note.split(" ", -1)) {
        String[] parts = word.split(",", -1);
        places.add(
            new Place(
                Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2])));
      }
    }
    return places;
  }
}
