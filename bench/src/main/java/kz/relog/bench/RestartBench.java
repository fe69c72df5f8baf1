package kz.relog.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import kz.relog.app.feed.PlanEntries;
import kz.relog.bench.route.StateHash;
import kz.relog.bench.route.TownFleet;
import kz.relog.bench.scenario.BenchSetup;
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
import kz.relog.proto.v1.PlanStop;
import kz.relog.route.EngineConfig;
import kz.relog.route.EngineListener;
import kz.relog.route.Plan;
import kz.relog.route.RouteEngine;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * How long live plans need to come back after a restart, and whether they come back as they were: a
 * fleet drives before an engine while its plans and facts are journalled; then another engine is
 * given the journal from its beginning, in groups of another size, and both engines' plan-facts and
 * events are compared.
 */
@Command(
    name = "restart-bench",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Journals plans and facts, and brings the engine's state back from them.")
public final class RestartBench implements Callable<Integer> {
  private static final int SYNC_EVERY = 65_536;
  private static final int LIVE_GROUP = 256;
  private static final int REPLAY_GROUP = 4_096;
  private static final int ACCURACY = 8;
  private static final int MONTH = 680;
  private static final int PLAN_FACT = 1;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--plans", defaultValue = "100000", description = "Default ${DEFAULT-VALUE}.")
  private int plans;

  @Option(
      names = "--facts",
      defaultValue = "1000000",
      description = "In all, at least one per plan (default ${DEFAULT-VALUE}).")
  private int facts;

  @Option(
      names = "--vertices",
      defaultValue = "500",
      description = "Of each plan's path (default ${DEFAULT-VALUE}).")
  private int vertices;

  private final FixBatchEncoder encoder = new FixBatchEncoder();
  private final FixBatchDecoder decoder = new FixBatchDecoder();
  private final byte[] plain = new byte[FixBatchEncoder.ENCODED_BYTES_MAX];

  /** Runs the bench; the exit code is picocli's. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new RestartBench()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    Path folder = Files.createTempDirectory("relog-restart-");
    try (Vault vault = Vaults.open(VaultConfig.below(folder, CryptoProviders.fastest()));
        Journal journal =
            Journals.open(
                JournalConfig.in(folder.resolve("journal"))
                    .cipherProvider(CryptoProviders.fastest())
                    .build(),
                vault)) {
      long before = live(journal.writer());
      long after = replay(journal);
      say(
          "state before %016x, after %016x: %s",
          before, after, before == after ? "identical" : "NOT IDENTICAL");
      return before == after ? 0 : 1;
    } finally {
      BenchSetup.remove(folder);
    }
  }

  /** The first life: what is journalled is also driven at once. */
  private long live(JournalWriter writer) {
    TownFleet fleet = new TownFleet(plans, vertices, 20, 1);
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
      feed(engine, fleet.vehicle[i] + 1L, n);
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
    PlanEntry.Builder entry =
        PlanEntry.newBuilder()
            .setPlanRef(plan.planRef())
            .setDeviceRef(plan.vehicleRef())
            .setVersion(plan.version())
            .setStartMs(plan.startMs())
            .setEndMs(plan.endMs());
    int lat = 0;
    int lon = 0;
    for (int i = 0; i < plan.pathSize(); i++) {
      entry.addPathLatE7(plan.pathLatE7(i) - lat).addPathLonE7(plan.pathLonE7(i) - lon);
      lat = plan.pathLatE7(i);
      lon = plan.pathLonE7(i);
    }
    plan.stops()
        .forEach(
            stop ->
                entry.addStops(
                    PlanStop.newBuilder()
                        .setStopId(stop.stopId())
                        .setLatE7(stop.latE7())
                        .setLonE7(stop.lonE7())
                        .setArriveMs(stop.arriveMs())
                        .setDepartMs(stop.departMs())
                        .setServiceS(stop.serviceSeconds())));
    byte[] bytes = entry.build().toByteArray();
    writer.begin(EntryKind.PLAN, EntrySource.ADMIN, TownFleet.START_MS, 0, 0, 0, 0, 0);
    writer.section(plan.planRef(), MONTH, 0, bytes, 0, bytes.length);
    writer.commit();
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
    say(
        "%,d live plans of %,d vertices back in %.1f s; then %,d facts replayed in %.1f s, %.0f ns"
            + " each",
        engine.planCount(),
        vertices,
        plansNs / 1e9,
        read,
        seconds - plansNs / 1e9,
        (seconds * 1e9 - plansNs) / Math.max(1, read));
    return StateHash.of(engine, plans);
  }

  private void facts(JournalReader reader, RouteEngine engine) {
    decode(reader.openSection(0, plain, 0));
    feed(engine, reader.deviceRef(), reader.seq());
  }

  private void decode(int length) {
    BatchFault fault = decoder.decode(plain, 0, length);
    if (fault != BatchFault.NONE) {
      throw new IllegalStateException("this is no batch: " + fault);
    }
  }

  /** Gives the engine what was decoded last: in both lives what the wire holds. */
  private void feed(RouteEngine engine, long vehicleRef, long seq) {
    for (int i = 0; i < decoder.count(); i++) {
      engine.onFix(
          vehicleRef,
          seq,
          decoder.timeMs(i),
          decoder.latE7(i),
          decoder.lonE7(i),
          decoder.speedDmps(i),
          decoder.course(i),
          decoder.accuracyMetres(i),
          0);
    }
  }

  private void say(String format, Object... values) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(String.format(Locale.ROOT, format, values));
    out.flush();
  }
}
