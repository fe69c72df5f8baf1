package kz.relog.bench.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The figures of two runs side by side. Immutable.
 *
 * @param rows figures that both have, in the order of the new run
 * @param onlyNew figures that the old run lacks
 * @param onlyOld figures that the new run lacks
 * @param differences what differs of the machines; then the figures differ for that as well
 */
public record Comparison(
    List<Row> rows, List<Figure> onlyNew, List<Figure> onlyOld, List<String> differences) {

  /** The same figure of both. */
  public record Row(Figure before, Figure now) {
    /** How much better the new one is, in percent; negative if it is worse. */
    public double gainPercent() {
      if (before.value() == 0 || now.value() == 0) {
        return 0;
      }
      double times =
          now.measure().isMoreBetter()
              ? now.value() / before.value()
              : before.value() / now.value();
      return (times - 1) * 100;
    }

    /** Whether both are clean. */
    public boolean isClean() {
      return before.isClean() && now.isClean();
    }
  }

  /** Compares. */
  public static Comparison of(Report old, Report now) {
    Map<String, Figure> before = new HashMap<>();
    old.figures().forEach(figure -> before.put(figure.key(), figure));
    List<Row> rows = new ArrayList<>();
    List<Figure> onlyNew = new ArrayList<>();
    for (Figure figure : now.figures()) {
      Figure match = before.remove(figure.key());
      if (match == null) {
        onlyNew.add(figure);
      } else {
        rows.add(new Row(match, figure));
      }
    }
    List<Figure> onlyOld =
        old.figures().stream().filter(figure -> before.containsKey(figure.key())).toList();
    return new Comparison(rows, onlyNew, onlyOld, now.machine().differences(old.machine()));
  }

  /** As lines of text. */
  public String text() {
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("bench", "who", "at", "before", "now", "unit", "better by", ""));
    for (Row row : rows) {
      table.add(
          List.of(
              row.now.bench(),
              row.now.who(),
              row.now.place(),
              Figure.Numbers.shown(row.before.value()),
              Figure.Numbers.shown(row.now.value()),
              row.now.measure().unit(),
              String.format(Locale.ROOT, "%+.1f %%", row.gainPercent()),
              warning(row)));
    }
    StringBuilder text = new StringBuilder(TextTable.aligned(table, 6));
    if (!differences.isEmpty()) {
      text.append("NOT COMPARABLE as it stands: these differ: ")
          .append(String.join(", ", differences))
          .append('\n');
    }
    onlyNew.forEach(figure -> text.append("only now: ").append(figure.key()).append('\n'));
    onlyOld.forEach(figure -> text.append("only before: ").append(figure.key()).append('\n'));
    return text.toString();
  }

  private static String warning(Row row) {
    String before = row.before.isClean() ? "" : "before" + row.before.warning();
    String now = row.now.isClean() ? "" : "now" + row.now.warning();
    return before.isEmpty() ? now : now.isEmpty() ? before : before + " | " + now;
  }
}
