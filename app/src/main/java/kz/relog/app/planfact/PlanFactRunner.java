package kz.relog.app.planfact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import kz.relog.api.plan.PlanGeoJson;
import kz.relog.api.plan.PlanProblem;
import kz.relog.api.plan.PlanReading;
import kz.relog.api.plan.PlanRecord;
import kz.relog.app.facts.FactRow;
import kz.relog.app.facts.FactsCsv;
import kz.relog.app.facts.FactsGpx;
import kz.relog.app.facts.FactsProblem;
import kz.relog.app.facts.FactsReading;
import kz.relog.route.EngineConfig;
import kz.relog.route.Plan;
import kz.relog.route.PlanFact;
import kz.relog.route.RouteEngine;
import kz.relog.route.StopFact;
import org.jspecify.annotations.Nullable;

/**
 * Runs the engine alone over files. Facts are fed in the order of their file, each as a group of
 * its own, as a server would get them; then time goes on until the plan closes. Stateless.
 */
public final class PlanFactRunner {

  private static final String PLAN_FILE = "plan.geojson";
  private static final long PLAN_REF = 1;
  private static final long VEHICLE_REF = 1;

  /** Longer than any plan stays open after its last fact. */
  private static final long CLOSING_MS = 72 * 3_600_000L;

  private PlanFactRunner() {}

  /**
   * Runs one plan and its facts and writes {@code matches.jsonl}, {@code events.jsonl} and {@code
   * report.json}.
   *
   * @param plan a plan in GeoJSON
   * @param facts a CSV file, or GPX when its name ends in .gpx
   * @param outDir where to write; made when missing
   * @throws IOException when a file cannot be read or written
   */
  public static CaseOutcome run(Path plan, Path facts, Path outDir) throws IOException {
    return run(plan, facts, outDir, 0);
  }

  /**
   * Runs one plan and its facts like {@link #run(Path, Path, Path)} and explains one stop.
   *
   * @param explainSeq the stop's place in the order of the plan, from 1; 0 for none
   * @throws IOException when a file cannot be read or written
   */
  public static CaseOutcome run(Path plan, Path facts, Path outDir, int explainSeq)
      throws IOException {
    return run(plan, facts, outDir, explainSeq, null);
  }

  private static CaseOutcome run(
      Path plan, Path facts, Path outDir, int explainSeq, @Nullable EtaScore score)
      throws IOException {
    PlanReading reading = PlanGeoJson.read(Files.readAllBytes(plan));
    if (reading instanceof PlanReading.Refused refused) {
      return refused(plan, refused.problems().stream().map(PlanProblem::message).toList());
    }
    PlanRecord record = ((PlanReading.Accepted) reading).plan();
    Plan.Builder builder = EnginePlans.builder(record, PLAN_REF, VEHICLE_REF);
    if (!builder.problems().isEmpty()) {
      return refused(
          plan, builder.problems().stream().map(kz.relog.route.PlanProblem::message).toList());
    }
    boolean gpx = facts.toString().toLowerCase(Locale.ROOT).endsWith(".gpx");
    FactsReading factsReading = gpx ? FactsGpx.read(facts) : FactsCsv.read(facts);
    if (factsReading instanceof FactsReading.Refused refused) {
      return refused(facts, refused.problems().stream().map(FactsProblem::message).toList());
    }
    List<FactRow> rows = ((FactsReading.Accepted) factsReading).facts();
    Drive drive = new Drive(record, builder.build(), rows, plan.resolveSibling(""));
    return drive(drive, outDir, explainSeq, score);
  }

  /** A case that was read: all that the engine is given, and where it lies. */
  private record Drive(PlanRecord record, Plan plan, List<FactRow> rows, Path dir) {}

  /**
   * Runs every directory below {@code casesDir} that holds a plan.geojson, with its
   * facts_arrival.csv where there is one and its facts.csv otherwise; results go to the same path
   * below {@code outDir}.
   *
   * @return the number of cases that were refused
   * @throws IOException when a file cannot be read or written
   */
  public static int runCases(Path casesDir, Path outDir, CasesProgress progress)
      throws IOException {
    return runCases(casesDir, outDir, progress, null);
  }

  /**
   * Runs cases like {@link #runCases(Path, Path, CasesProgress)} and scores the arrivals that the
   * engine expects on the way.
   *
   * @param score what is scored goes here; null when nothing is to be
   * @return the number of cases that were refused
   * @throws IOException when a file cannot be read or written
   */
  public static int runCases(
      Path casesDir, Path outDir, CasesProgress progress, @Nullable EtaScore score)
      throws IOException {
    List<Path> cases;
    try (Stream<Path> files = Files.walk(casesDir)) {
      cases =
          files
              .filter(file -> file.endsWith(PLAN_FILE))
              .map(file -> file.resolveSibling(""))
              .sorted()
              .toList();
    }
    int refused = 0;
    for (int i = 0; i < cases.size(); i++) {
      Path dir = cases.get(i);
      String name = casesDir.relativize(dir).toString();
      Path arrival = dir.resolve("facts_arrival.csv");
      Path facts = Files.exists(arrival) ? arrival : dir.resolve("facts.csv");
      CaseOutcome outcome = run(dir.resolve(PLAN_FILE), facts, outDir.resolve(name), 0, score);
      refused += outcome instanceof CaseOutcome.Refused ? 1 : 0;
      progress.onCase(i + 1, cases.size(), name, outcome);
    }
    return refused;
  }

  private static CaseOutcome drive(
      Drive drive, Path outDir, int explainSeq, @Nullable EtaScore score) throws IOException {
    List<FactRow> rows = drive.rows;
    EtaGuesses guesses = new EtaGuesses();
    Recorder recorder = new Recorder(rows.size());
    long startNs = System.nanoTime();
    RouteEngine engine =
        new RouteEngine(
            new EngineConfig(
                Math.max(EngineConfig.DEFAULT.retainedFactsMax(), rows.size() + 1),
                EngineConfig.DEFAULT.checkpointEveryFacts()),
            recorder);
    engine.putPlan(drive.plan);
    long nowMs = 0;
    for (int i = 0; i < rows.size(); i++) {
      FactRow row = rows.get(i);
      engine.onFix(
          VEHICLE_REF,
          i,
          row.timeMs(),
          row.latE7(),
          row.lonE7(),
          row.speedDmps(),
          row.courseDegrees(),
          row.accuracyMetres(),
          0);
      nowMs = Math.max(nowMs, row.receivedMs());
      engine.onGroupEnd(nowMs);
      if (score != null) {
        guesses.ask(engine, PLAN_REF, nowMs);
      }
    }
    List<String> explanation =
        explainSeq > 0 ? engine.explain(PLAN_REF, explainSeq - 1) : List.of();
    engine.onTick(nowMs + CLOSING_MS);
    PlanFact fact = engine.findPlanFact(PLAN_REF).orElseThrow();
    long engineNs = System.nanoTime() - startNs;
    RuntimeException failure = recorder.failure();
    if (failure != null) {
      throw failure;
    }
    if (score != null) {
      guesses.score(EtaGuesses.arrivals(drive.dir, fact), score);
    }
    ResultFiles.write(outDir, drive.record.planId(), rows, recorder, fact);
    int served = 0;
    for (StopFact stop : fact.stops()) {
      served += stop.actual().arriveMs() != 0 ? 1 : 0;
    }
    return new CaseOutcome.Done(rows.size(), fact.stops().size(), served, engineNs, explanation);
  }

  private static CaseOutcome.Refused refused(Path file, List<String> problems) {
    List<String> lines = new ArrayList<>();
    for (String problem : problems) {
      lines.add(file.getFileName() + ": " + problem);
    }
    return new CaseOutcome.Refused(lines);
  }
}
