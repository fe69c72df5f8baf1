package kz.relog.app.planfact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import kz.relog.route.PlanFact;
import kz.relog.route.RouteEngine;
import kz.relog.route.StopFact;

/** The arrivals that one drive's engine expected, asked once a minute of facts. One thread. */
final class EtaGuesses {

  /** What was expected of one stop at one moment; 0 where nothing was. */
  private record Guess(int stop, long toldMs, long etaMs, long movedMs, long plannedMs) {}

  private static final long EVERY_MS = 60_000;
  private static final String ARRIVALS_FILE = "arrivals.csv";

  private final List<Guess> guesses = new ArrayList<>();
  private long nextMs = Long.MIN_VALUE;

  /** Asks for all arrivals ahead when the last time is a minute ago. */
  void ask(RouteEngine engine, long planRef, long nowMs) {
    if (nowMs < nextMs) {
      return;
    }
    nextMs = nowMs + EVERY_MS;
    PlanFact fact = engine.findPlanFact(planRef).orElseThrow();
    if (fact.totals().factCount() == 0) {
      return;
    }
    for (int i = 0; i < fact.stops().size(); i++) {
      StopFact stop = fact.stops().get(i);
      long plannedMs = stop.planned().arriveMs();
      if (stop.etaMs() != 0) {
        long movedMs = plannedMs == 0 ? 0 : plannedMs + fact.progress().latenessMs();
        guesses.add(new Guess(i, nowMs, stop.etaMs(), Math.max(nowMs, movedMs), plannedMs));
      }
    }
  }

  /** Scores what was expected against the arrivals of the stops, Unix epoch ms; 0 unknown. */
  void score(long[] arrivedMs, EtaScore score) {
    for (Guess guess : guesses) {
      long arrived = arrivedMs[guess.stop];
      score.add(EtaScore.Source.ETA, guess.toldMs, guess.etaMs, arrived);
      if (guess.plannedMs != 0) {
        score.add(EtaScore.Source.TIMETABLE_MOVED, guess.toldMs, guess.movedMs, arrived);
        score.add(EtaScore.Source.TIMETABLE, guess.toldMs, guess.plannedMs, arrived);
      }
    }
  }

  /**
   * The true arrivals by stop, Unix epoch ms, 0 unknown: those of the case's arrivals.csv ({@code
   * seq,arrive,…}) where there is one, else those that the engine found in the end.
   *
   * @throws IOException when the file cannot be read, or is none of that form
   */
  static long[] arrivals(Path caseDir, PlanFact last) throws IOException {
    long[] arrivedMs = new long[last.stops().size()];
    Path file = caseDir.resolve(ARRIVALS_FILE);
    if (!Files.exists(file)) {
      for (int i = 0; i < arrivedMs.length; i++) {
        arrivedMs[i] = last.stops().get(i).actual().arriveMs();
      }
      return arrivedMs;
    }
    List<String> lines = Files.readAllLines(file);
    for (int line = 1; line < lines.size(); line++) {
      String[] cells = lines.get(line).split(",", -1);
      try {
        if (cells.length > 1 && !cells[1].isBlank()) {
          arrivedMs[Integer.parseInt(cells[0]) - 1] = Instant.parse(cells[1]).toEpochMilli();
        }
      } catch (RuntimeException e) {
        String allowed = "seq of a stop, a time with its zone or blank";
        throw new IOException(ARRIVALS_FILE + " line " + (line + 1) + ", allowed: " + allowed, e);
      }
    }
    return arrivedMs;
  }
}
