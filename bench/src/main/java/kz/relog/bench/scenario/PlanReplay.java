package kz.relog.bench.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import kz.relog.api.plan.PlanPath;
import kz.relog.api.spi.RoadPlan;
import kz.relog.api.spi.RoadStop;
import kz.relog.app.feed.BatchFacts;
import kz.relog.app.feed.PlanEntries;
import kz.relog.bench.report.Axis;
import kz.relog.bench.report.Figure;
import kz.relog.bench.report.Measure;
import kz.relog.bench.route.StateHash;
import kz.relog.bench.route.TownFleet;
import kz.relog.journal.EntryKind;
import kz.relog.journal.EntrySource;
import kz.relog.journal.Journal;
import kz.relog.journal.JournalConfig;
import kz.relog.journal.JournalReader;
import kz.relog.journal.JournalWriter;
import kz.relog.journal.Journals;
import kz.relog.journal.Vault;
import kz.relog.journal.VaultConfig;
import kz.relog.journal.Vaults;
import kz.relog.proto.fix.BatchFault;
import kz.relog.proto.fix.FixBatchDecoder;
import kz.relog.proto.fix.FixBatchEncoder;
import kz.relog.proto.fix.FixLimits;
import kz.relog.proto.frame.CryptoProviders;
import kz.relog.proto.v1.PlanEntry;
import kz.relog.route.EngineConfig;
import kz.relog.route.EngineListener;
import kz.relog.route.Plan;
import kz.relog.route.RouteEngine;

/**
 * How long live plans need to come back after a restart, and whether they come back as they were: a
 * fleet drives before an engine while its plans and facts are journalled; then another engine is
 * given the journal from its beginning, in groups of another size, and both engines' plan-facts and
 * events are compared.
 */
public final class PlanReplay {
  private static final String BENCH = "replay";
  private static final int SYNC_EVERY = 65_536;
  private static final int LIVE_GROUP = 256;
  private static final int REPLAY_GROUP = 4_096;
  private static final int ACCURACY = 8;
  private static final int MONTH = 680;
  private static final int PLAN_FACT = 1;
  private static final int STOPS = 20;

  private final BenchSetup setup;
  private final int plans;
  private final int vertices;
  private final int facts;
  private final FixBatchEncoder encoder = new FixBatchEncoder();
  private final FixBatchDecoder decoder = new FixBatchDecoder();
  private final byte[] plain = new byte[FixBatchEncoder.ENCODED_BYTES_MAX];

  /**
   * A bench that has not begun.
   *
   * @param plans live, each of a vehicle of its own
   * @param vertices of each plan's path
   * @param facts in all
   */
  public PlanReplay(BenchSetup setup, int plans, int vertices, int facts) {
    this.setup = setup;
    this.plans = plans;
    this.vertices = vertices;
    this.facts = facts;
  }

  /** Measures; false when the plans did not come back as they were. */
  public boolean measure() throws IOException {
    setup.say("replay: %,d live plans of %,d vertices, %,d facts", plans, vertices, facts);
    Path folder = setup.makeFolder("replay");
    try (Vault vault = Vaults.open(VaultConfig.below(folder, CryptoProviders.fastest()));
        Journal journal =
            Journals.open(
                JournalConfig.in(folder.resolve("journal"))
                    .cipherProvider(CryptoProviders.fastest())
                    .build(),
                vault)) {
      long before = live(journal.writer());
      long after = replay(journal);
      setup.say(
          "  state before %016x, after %016x: %s",
          before, after, before == after ? "identical" : "NOT IDENTICAL");
      return before == after;
    } finally {
      BenchSetup.remove(folder);
    }
  }

  /** The first life: what is journalled is also driven at once. */
  private long live(JournalWriter writer) {
    TownFleet fleet = new TownFleet(plans, vertices, STOPS, setup.load().seed());
    RouteEngine engine = engine();
    for (int i = 0; i < plans; i++) {
      Plan plan = fleet.plan(i);
      engine.putPlan(plan);
      append(writer, plan);
      if (i % SYNC_EVERY == 0) {
        writer.sync();
      }
    }
    for (int n = 0; n < facts; n++) {
      int i = n % plans;
      if (i == 0) {
        fleet.nextRound();
      }
      append(writer, fleet, i, n / plans + 1L);
      // In both lives what the wire holds: the batch as it was decoded.
      BatchFacts.give(engine, fleet.vehicle[i] + 1L, n, decoder);
      if (n % LIVE_GROUP == 0) {
        engine.onGroupEnd(fleet.timeMs());
      }
      if (n % SYNC_EVERY == 0) {
        writer.sync();
      }
    }
    writer.sync();
    engine.onGroupEnd(fleet.timeMs());
    return StateHash.of(engine, plans);
  }

  private static RouteEngine engine() {
    return new RouteEngine(EngineConfig.DEFAULT, new EngineListener() {});
  }

  private void append(JournalWriter writer, TownFleet fleet, int i, long batchSeq) {
    encoder.begin(1_000, 6).batchSeq(batchSeq).held(0);
    encoder.add(
        fleet.timeMs(),
        fleet.latE7[i],
        fleet.lonE7[i],
        fleet.speedDmps[i],
        fleet.courseDegrees[i],
        ACCURACY,
        FixLimits.ALTITUDE_UNKNOWN);
    int length = encoder.encode(plain, 0);
    decode(length);
    long device = fleet.vehicle[i] + 1L;
    writer.begin(
        EntryKind.FACTS, EntrySource.DEVICE, fleet.timeMs(), device, device, batchSeq, batchSeq, 0);
    writer.section(1_000_000 + device % 1_000, MONTH, PLAN_FACT, plain, 0, length);
    writer.commit();
  }

  private static void append(JournalWriter writer, Plan plan) {
    byte[] bytes = PlanEntries.toEntry(roadPlan(plan)).toByteArray();
    writer.begin(EntryKind.PLAN, EntrySource.ADMIN, TownFleet.START_MS, 0, 0, 0, 0, 0);
    writer.section(plan.planRef(), MONTH, 0, bytes, 0, bytes.length);
    writer.commit();
  }

  /** The same plan as the API would send it. */
  private static RoadPlan roadPlan(Plan plan) {
    int[] latE7 = IntStream.range(0, plan.pathSize()).map(plan::pathLatE7).toArray();
    int[] lonE7 = IntStream.range(0, plan.pathSize()).map(plan::pathLonE7).toArray();
    List<RoadStop> stops =
        plan.stops().stream()
            .map(
                stop ->
                    new RoadStop(
                        stop.stopId(),
                        stop.latE7(),
                        stop.lonE7(),
                        stop.arriveMs(),
                        stop.departMs(),
                        stop.serviceSeconds(),
                        stop.radiusMetres(),
                        stop.window().fromMs(),
                        stop.window().toMs()))
            .toList();
    return new RoadPlan(
        plan.planRef(),
        plan.vehicleRef(),
        plan.version(),
        plan.startMs(),
        plan.endMs(),
        PlanPath.of(latE7, lonE7),
        stops);
  }

  /** The second life: nothing but the journal. */
  private long replay(Journal journal) throws IOException {
    long beganNs = System.nanoTime();
    long plansNs = 0;
    long nowMs = 0;
    int read = 0;
    RouteEngine engine = engine();
    try (JournalReader reader = journal.reader(journal.firstSeq())) {
      while (reader.poll()) {
        nowMs = reader.receivedMs();
        if (reader.kind() == EntryKind.PLAN) {
          byte[] bytes = new byte[reader.sectionPlainLength(0)];
          reader.openSection(0, bytes, 0);
          engine.putPlan(PlanEntries.toEnginePlan(PlanEntry.parseFrom(bytes), nowMs));
          plansNs = System.nanoTime() - beganNs;
        } else if (reader.kind() == EntryKind.FACTS) {
          facts(reader, engine);
          read++;
        }
        if (read % REPLAY_GROUP == 0) {
          engine.onGroupEnd(nowMs);
        }
      }
    }
    engine.onGroupEnd(nowMs);
    double seconds = (System.nanoTime() - beganNs) / 1e9;
    double planSeconds = plansNs / 1e9;
    setup.say(
        "  %,d live plans back in %.1f s; then %,d facts replayed in %.1f s, %.0f ns each",
        engine.planCount(),
        planSeconds,
        read,
        seconds - planSeconds,
        (seconds - planSeconds) * 1e9 / Math.max(1, read));
    tell("plans alone", planSeconds);
    tell("plans and facts", seconds);
    return StateHash.of(engine, plans);
  }

  private void facts(JournalReader reader, RouteEngine engine) {
    decode(reader.openSection(0, plain, 0));
    BatchFacts.give(engine, reader.deviceRef(), reader.seq(), decoder);
  }

  private void decode(int length) {
    BatchFault fault = decoder.decode(plain, 0, length);
    if (fault != BatchFault.NONE) {
      throw new IllegalStateException("this is no batch: " + fault);
    }
  }

  private void tell(String what, double seconds) {
    setup.found(Figure.of(BENCH, what, Measure.SECONDS, seconds, List.of()).at(Axis.FACTS, facts));
  }
}
