package kz.relog.app.drill;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kz.relog.app.drill.ledger.Comparison.Breach;
import kz.relog.app.drill.ledger.Finding;

/** What a drill did and found. One thread. */
final class DrillReport {
  private static final int BREACHES_MAX = 40;

  private final Map<String, Object> figures = new LinkedHashMap<>();
  private final List<String> breaches = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private boolean broken;

  /** Notes a number or a text under a name. */
  void figure(String name, Object value) {
    figures.put(name, value);
  }

  /** Adds to a count. */
  void count(String name, long more) {
    figures.merge(name, more, (before, plus) -> (Long) before + (Long) plus);
  }

  /** Notes how something was done, such as a fallback. */
  void note(String text) {
    notes.add(text);
  }

  /** The promise is broken. */
  void broken(String how) {
    broken = true;
    if (breaches.size() < BREACHES_MAX) {
      breaches.add(how);
    }
  }

  /** Notes a comparison, and whether it holds. */
  void finding(Finding finding) {
    count("batches acked", finding.ackedBatches());
    count("fixes acked", finding.ackedFixes());
    count("fixes refused", finding.refusedFixes());
    count("batches stored", finding.storedBatches());
    count("fixes stored", finding.storedFixes());
    if (finding.archivedFixes() >= 0) {
      count("fixes archived", finding.archivedFixes());
    }
    count("acked but lost", finding.count(Breach.LOST));
    count("stored twice", finding.count(Breach.TWICE));
    count("stored altered", finding.count(Breach.ALTERED));
    count("stored unsent", finding.count(Breach.UNKNOWN));
    finding.breaches().forEach(this::broken);
    broken |= !finding.holds();
  }

  boolean holds() {
    return !broken;
  }

  Map<String, Object> figures() {
    return figures;
  }

  List<String> breaches() {
    return breaches;
  }

  List<String> notes() {
    return notes;
  }

  /** For a person. */
  String text() {
    StringBuilder text = new StringBuilder();
    figures.forEach(
        (name, value) -> text.append(String.format("  %-40s %14s%n", name, shown(value))));
    notes.forEach(note -> text.append("  ").append(note).append('\n'));
    breaches.forEach(breach -> text.append("  ! ").append(breach).append('\n'));
    return text.toString();
  }

  private static String shown(Object value) {
    return value instanceof Number number
        ? String.format(Locale.ROOT, "%,d", number.longValue())
        : String.valueOf(value);
  }
}
