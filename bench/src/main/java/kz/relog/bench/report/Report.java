package kz.relog.bench.report;

import java.util.ArrayList;
import java.util.List;

/** Collects what the benches of one run find. One thread. */
public final class Report {
  private final Machine machine;
  private final List<Figure> figures = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /** Of nothing yet. */
  public Report(Machine machine) {
    this.machine = machine;
  }

  /** Adds a figure. */
  public void add(Figure figure) {
    figures.add(figure);
  }

  /** Adds what a reader must know beside the figures: settings, durability, who was absent. */
  public void note(String note) {
    if (!notes.contains(note)) {
      notes.add(note);
    }
  }

  /** What it was measured on. */
  public Machine machine() {
    return machine;
  }

  /** In the order in which they were found. */
  public List<Figure> figures() {
    return List.copyOf(figures);
  }

  /** In the order in which they were added. */
  public List<String> notes() {
    return List.copyOf(notes);
  }
}
