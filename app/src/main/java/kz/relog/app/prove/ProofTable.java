package kz.relog.app.prove;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table that a proof prints: a row per place. For one thread. */
final class ProofTable {
  private final List<Row> rows = new ArrayList<>();
  private final List<String> explained = new ArrayList<>();

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
        found.note());
  }

  /** Adds a row of something that was not looked at, and why. */
  void skip(String place, String why) {
    add(place, "not looked at", 0, why);
  }

  /** Adds a row of something that must hold. */
  void must(String place, boolean holds, String note) {
    same(place, holds ? "yes" : "NO", holds, note);
  }

  /** The same with how much was compared. */
  void same(String place, String searched, boolean holds, String note) {
    add(place, searched, holds ? 0 : 1, holds ? "" : note);
  }

  /** Adds who holds what was found, below the table. */
  void explain(List<String> holders, List<CanarySearch.Place> places) {
    for (int i = 0; i < holders.size(); i++) {
      explained.add("  " + places.get(i).canary() + ": " + holders.get(i));
    }
  }

  List<Row> rows() {
    return List.copyOf(rows);
  }

  boolean holds() {
    return rows.stream().allMatch(row -> row.hits == 0);
  }

  String text() {
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "%-58s %22s %8s%n", "place", "looked at", "hits"));
    for (Row row : rows) {
      text.append(
          String.format(
                  Locale.ROOT, "%-58s %22s %,8d  %s", row.place, row.searched, row.hits, row.note)
              .stripTrailing());
      text.append(System.lineSeparator());
    }
    explained.stream().distinct().forEach(line -> text.append(line).append(System.lineSeparator()));
    return text.toString();
  }
}
