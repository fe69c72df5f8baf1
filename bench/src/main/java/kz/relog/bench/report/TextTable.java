package kz.relog.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Figures as lines of text in columns. Stateless. */
public final class TextTable {
  private TextTable() {}

  /** One line for each figure below a heading. */
  public static String of(List<Figure> figures) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("bench", "who", "at", "value", "unit", "target", ""));
    for (Figure figure : figures) {
      rows.add(
          List.of(
              figure.bench(),
              figure.who(),
              figure.place(),
              Figure.Numbers.shown(figure.value()),
              figure.measure().unit(),
              Target.find(figure).map(target -> target.verdict(figure)).orElse(""),
              figure.warning().strip()));
    }
    return aligned(rows, 3);
  }

  /**
   * Rows in columns.
   *
   * @param numberColumn the column that is aligned to the right
   */
  static String aligned(List<List<String>> rows, int numberColumn) {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        String format = "%" + (i == numberColumn ? "" : "-") + Math.max(1, widths[i]) + "s  ";
        line.append(String.format(Locale.ROOT, format, row.get(i)));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
