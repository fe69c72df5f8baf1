package kz.relog.app.drill;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import kz.relog.app.client.AdminClient;
import kz.relog.app.client.AdminClient.NewDevice;
import kz.relog.app.client.SimulatedCompany;
import kz.relog.app.drill.ledger.AckLedger;
import kz.relog.app.drill.ledger.FixPattern;
import kz.relog.app.drill.rig.Pause;
import kz.relog.app.drill.rig.Ports;
import kz.relog.app.drill.rig.ServerProcess;
import kz.relog.app.drill.rig.Witness;
import kz.relog.app.serve.RelogServer;

/**
 * Kills a server while vehicles drive their plans. What it says about the plans in the end must be
 * what a server says that was never killed: the same for the same facts, and for its own journal
 * read from the first entry.
 */
final class EngineKillDrill implements Drill {
  private static final int VEHICLES = 6;

  /** A drive of five stops and a little more, half an hour ago, sent in some 6 s. */
  private static final int FIXES = 1_100;

  private static final int STOPS = 5;
  private static final double FIXES_PER_SECOND = 1_100;
  private static final long AGE_MS = 1_800_000;
  private static final int AFTER_READY_MS_MAX = 1_500;
  private static final long SETTLE_MS = 90_000;

  @Override
  public String name() {
    return "engine-kill";
  }

  @Override
  public String what() {
    return "Kills (-9) a server while vehicles drive their plans; plan against fact after the last"
        + " restart must equal that of an uninterrupted run, by hash.";
  }

  @Override
  public String needs() {
    return "";
  }

  @Override
  public String rounds() {
    return "kills";
  }

  @Override
  public int roundsByDefault() {
    return 5;
  }

  @Override
  public void run(DrillStage stage) throws IOException, InterruptedException {
    long startMs = (System.currentTimeMillis() - AGE_MS) / 1000 * 1000;
    String calm = PlanFacts.hash(calm(stage, startMs));
    Path data = stage.folder("killed");
    AckLedger ledger = new AckLedger();
    Ports ports = Ports.free();
    ServerProcess[] current = {ServerProcess.ready(data, ports)};
    List<NewDevice> devices = current[0].admin().createDevices("Engine", VEHICLES);
    List<String> plans = plans(current[0].admin(), devices, startMs);
    try (Witness witness =
        stage.witness(devices, ports, 0, startMs, FIXES_PER_SECOND, ledger).limit(FIXES)) {
      witness.start();
      stage.rounds(
          round -> {
            Pause.ms(stage.random().nextInt(AFTER_READY_MS_MAX));
            current[0].process().kill9();
            current[0] = ServerProcess.ready(data, ports);
          });
      if (!complete(witness)) {
        stage.report().broken("the devices did not settle after the last start");
      }
      List<JsonNode> killed = read(stage, current[0].admin(), plans, startMs);
      compare(stage, "the killed server, in the end", calm, killed);
      current[0].process().kill9();
      current[0] = ServerProcess.ready(data, ports);
      compare(
          stage,
          "the same, killed and started once more",
          calm,
          read(stage, current[0].admin(), plans, startMs));
      current[0].process().kill9();
    } finally {
      current[0].close();
    }
    compare(
        stage, "its journal, read from the first entry", calm, replay(stage, data, plans, startMs));
    stage.report().figure("hash", calm.substring(0, 16));
    stage.examine(data, ledger);
  }

  private static boolean complete(Witness witness) {
    boolean all = Pause.until(SETTLE_MS, () -> witness.offered() >= (long) FIXES * VEHICLES);
    return all && witness.settle(SETTLE_MS);
  }

  /** The same drives, nobody disturbed. */
  private static List<JsonNode> calm(DrillStage stage, long startMs) throws IOException {
    Ports ports = Ports.free();
    Path data = stage.folder("calm");
    try (RelogServer server = DrillStage.server(data, Clock.systemUTC(), ports)) {
      AdminClient admin = DrillStage.admin(server, data);
      List<NewDevice> devices = admin.createDevices("Engine", VEHICLES);
      List<String> plans = plans(admin, devices, startMs);
      try (Witness witness =
          stage.witness(devices, ports, 0, startMs, FIXES_PER_SECOND, new AckLedger())) {
        witness.limit(FIXES).start();
        if (!complete(witness)) {
          throw new IllegalStateException("the devices of the uninterrupted run did not settle");
        }
      }
      return read(stage, admin, plans, startMs);
    }
  }

  /** A server whose records know the people and have forgotten all that the journal tells. */
  private static List<JsonNode> replay(
      DrillStage stage, Path data, List<String> plans, long startMs) throws IOException {
    Path copy = stage.folder("replayed");
    DrillStage.copy(data.resolve("journal"), copy.resolve("journal"));
    for (String file : List.of("vault.db", "master.key", "admin.db", SimulatedCompany.FILE_NAME)) {
      Files.copy(data.resolve(file), copy.resolve(file));
    }
    forgetRoad(copy.resolve("admin.db"));
    try (RelogServer server = DrillStage.server(copy, Clock.systemUTC())) {
      return read(stage, DrillStage.admin(server, copy), plans, startMs);
    }
  }

  private static void forgetRoad(Path records) throws IOException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + records);
        Statement statement = connection.createStatement()) {
      for (String table : List.of("device", "plan", "event")) {
        statement.execute("DELETE FROM " + table);
      }
      statement.execute("UPDATE road_position SET applied_seq = 0");
    } catch (SQLException e) {
      throw new IOException("the records of the copy cannot be emptied", e);
    }
  }

  private static List<String> plans(AdminClient admin, List<NewDevice> devices, long startMs) {
    return java.util.stream.IntStream.range(0, devices.size())
        .mapToObj(
            i -> {
              String id =
                  admin.createPlan(PlanFacts.plan(new FixPattern(i, startMs), STOPS, FIXES));
              admin.assign(id, devices.get(i).id());
              return id;
            })
        .toList();
  }

  private static List<JsonNode> read(
      DrillStage stage, AdminClient admin, List<String> plans, long startMs) {
    String lastFix = PlanFacts.time(new FixPattern(0, startMs).timeMs(FIXES - 1));
    boolean there =
        Pause.until(
            SETTLE_MS,
            () ->
                plans.stream()
                    .allMatch(
                        plan ->
                            PlanFacts.get(admin, plan).path("lastFix").asText().equals(lastFix)));
    if (!there) {
      stage.report().broken("the engine did not come to the last fix");
    }
    return plans.stream().map(plan -> PlanFacts.get(admin, plan)).toList();
  }

  private static void compare(
      DrillStage stage, String whose, String expected, List<JsonNode> planFacts) {
    stage.report().count("plan-facts compared", planFacts.size());
    if (!PlanFacts.hash(planFacts).equals(expected)) {
      stage.report().broken("another plan-fact than the uninterrupted run's: " + whose);
    }
    long served =
        planFacts.stream()
            .mapToLong(
                fact -> {
                  long arrived = 0;
                  for (JsonNode stop : fact.path("stops")) {
                    arrived += stop.path("arrived").isTextual() ? 1 : 0;
                  }
                  return arrived;
                })
            .sum();
    stage.report().figure("stops reached", served);
  }
}
