package kz.relog.app.prove;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table that a proof prints: a row per place. For one thread. */
final class ProofTable {
  private final List<Row> rows = new ArrayList<>();

  /**
   * A row.
   *
   * @param place what was looked at
   * @param searched how much of it
   * @param hits what was found; the proof holds when every row has 0
   * @param note where, or why it was not looked at
   */
  record Row(String place, String searched, long hits, String note) {}

  void add(String place, String searched, long hits, String note) {
    rows.add(new Row(place, searched, hits, note));
  }

  void add(String place, CanarySearch.Found found) {
    add(
        place,
        String.format(Locale.ROOT, "%,d bytes", found.bytes()),
        found.hitCount(),
        found.firstPlace());
  }

  /** Adds a row of something that must hold. */
  void must(String place, boolean holds, String note) {
    add(place, holds ? "yes" : "NO", holds ? 0 : 1, holds ? "" : note);
  }

  List<Row> rows() {
    return List.copyOf(rows);
  }

  boolean holds() {
    return rows.stream().allMatch(row -> row.hits == 0);
  }

  String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(Locale.ROOT, "%-58s %22s %8s  %s%n", "place", "looked at", "hits", ""));
    for (Row row : rows) {
      text.append(
          String.format(
              Locale.ROOT, "%-58s %22s %,8d  %s%n", row.place, row.searched, row.hits, row.note));
    }
    return text.toString();
  }
}
