package kz.relog.app.drill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import kz.relog.app.client.AdminClient;
import kz.relog.app.client.AdminClient.NewDevice;
import kz.relog.app.client.SimulatedCompany;
import kz.relog.app.config.RelogConfig;
import kz.relog.app.config.Settings;
import kz.relog.app.drill.ledger.AckLedger;
import kz.relog.app.drill.ledger.Comparison;
import kz.relog.app.drill.ledger.Stored;
import kz.relog.app.drill.rig.Ports;
import kz.relog.app.drill.rig.Witness;
import kz.relog.app.serve.RelogServer;
import kz.relog.device.ServerAddress;
import kz.relog.device.ServerAddress.Carriage;
import kz.relog.journal.JournalReport;
import kz.relog.journal.JournalVerifier;
import kz.relog.journal.Vault;
import kz.relog.journal.VaultConfig;
import kz.relog.journal.Vaults;

/** What every drill works with: a folder, a seed, a bound in time, and a report. One thread. */
final class DrillStage {
  /**
   * Fixes begin so long ago: a device that sends a fix for each second many times faster than
   * seconds pass must not come into the future, nor begin before what the server takes (30 days).
   */
  static final long FIX_AGE_MS = 29L * 24 * 3_600_000;

  private static final long NS_PER_S = 1_000_000_000L;

  private final DrillOptions options;
  private final DrillReport report = new DrillReport();
  private final SplittableRandom random;
  private final Progress progress;
  private final long startNs = System.nanoTime();

  /** Told how far a drill is. */
  interface Progress {
    /** So many rounds of so many are over. */
    void at(int done, int all);
  }

  DrillStage(DrillOptions options, Progress progress) {
    this.options = options;
    this.random = new SplittableRandom(options.seed());
    this.progress = progress;
  }

  /** A round of a drill. */
  interface Round {
    /** Runs it; the number counts from 0. */
    void run(int round) throws IOException, InterruptedException;
  }

  /** Runs as many rounds as asked for and as the time allows; gives how many. */
  int rounds(Round round) throws IOException, InterruptedException {
    int done = 0;
    while (done < options.rounds()
        && (done == 0 || System.nanoTime() - startNs < options.seconds() * NS_PER_S)) {
      round.run(done);
      done++;
      progress.at(done, options.rounds());
    }
    report.figure("rounds", done);
    return done;
  }

  DrillReport report() {
    return report;
  }

  SplittableRandom random() {
    return random;
  }

  long seed() {
    return options.seed();
  }

  /** More options of the server that is hurt. */
  List<String> serving() {
    return options.serving();
  }

  /** A folder of its own below the drill's; made here. */
  Path folder(String name) throws IOException {
    return Files.createDirectories(options.folder().resolve(name));
  }

  /** Whole second before which a device's fixes begin. */
  static long fixStartMs(long nowMs) {
    return (nowMs - FIX_AGE_MS) / 1000 * 1000;
  }

  /** Devices created on a running server, half over UDP and half over TCP, not yet sending. */
  Witness witness(
      AdminClient admin, Ports ports, int devices, double fixesPerSecond, AckLedger ledger)
      throws IOException {
    return witness(
        admin.createDevices("Drill", devices),
        ports,
        0,
        fixStartMs(System.currentTimeMillis()),
        fixesPerSecond,
        ledger);
  }

  /** The same for devices that exist. */
  Witness witness(
      List<NewDevice> devices,
      Ports ports,
      int firstNumber,
      long startMs,
      double fixesPerSecond,
      AckLedger ledger)
      throws IOException {
    List<ServerAddress> servers =
        List.of(
            new ServerAddress(Carriage.UDP, ports.udpAddress()),
            new ServerAddress(Carriage.TCP, ports.tcpAddress()));
    return new Witness(
        servers, devices, firstNumber, startMs, fixesPerSecond, options.seed(), ledger);
  }

  /** A server in this process, on free ports. */
  static RelogServer server(Path data, Clock clock) {
    return server(data, clock, "127.0.0.1:0", "127.0.0.1:0");
  }

  /** A server in this process, on given ports. */
  static RelogServer server(Path data, Clock clock, Ports ports) {
    return server(data, clock, "127.0.0.1:" + ports.udp(), "127.0.0.1:" + ports.tcp());
  }

  private static RelogServer server(Path data, Clock clock, String udp, String tcp) {
    Map<String, String> values = new HashMap<>();
    values.put(Settings.DATA_DIR.key(), data.toString());
    values.put(Settings.UDP_ADDRESS.key(), udp);
    values.put(Settings.TCP_ADDRESS.key(), tcp);
    values.put(Settings.HTTP_ADDRESS.key(), "127.0.0.1:0");
    values.put(Settings.GATE_SYNTHETIC_DEVICES.key(), "true");
    return RelogServer.start(RelogConfig.read(null, Map.of(), values), clock);
  }

  /** The API of a server in this process, as the owner of its simulated company. */
  static AdminClient admin(RelogServer server, Path data) {
    return SimulatedCompany.at(server.httpUri(), data).owner();
  }

  /**
   * The server is dead: verifies the journal, starts a server on the data, and compares what both
   * journal and archive hold with the ledger.
   */
  void examine(Path data, AckLedger ledger) throws IOException {
    examine(data, ledger, Clock.systemUTC());
  }

  /** The same with another clock. */
  void examine(Path data, AckLedger ledger, Clock clock) throws IOException {
    Comparison comparison = new Comparison(ledger);
    try (RelogServer server = server(data, clock)) {
      server.archive().flush();
      Stored.readArchive(server.archive(), ledger, comparison);
    }
    verify(data);
    Stored.readJournal(data, comparison);
    report.finding(comparison.finish());
  }

  /** The server is dead: compares the journal alone, without counting it in the report. */
  void glance(Path data, AckLedger ledger) {
    Comparison comparison = new Comparison(ledger);
    Stored.readJournal(data, comparison);
    comparison.finish().breaches().forEach(report::broken);
  }

  /** Verifies the journal with its vault; any problem breaks the promise. */
  void verify(Path data) {
    try (Vault vault = Vaults.open(VaultConfig.below(data, null))) {
      JournalReport found =
          JournalVerifier.verify(data.resolve("journal"), vault, (done, all) -> {});
      report.figure("journal entries", found.entries());
      report.figure("journal problems", found.problemCount());
      found
          .problems()
          .forEach(
              problem ->
                  report.broken(
                      problem.kind() + " at entry " + problem.seq() + ": " + problem.detail()));
    }
  }

  /** Deletes a folder with all that is in it. */
  static void delete(Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + folder, e);
    }
  }

  /** Copies a folder with all that is in it. */
  static void copy(Path from, Path to) {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.toList()) {
        Files.copy(path, to.resolve(from.relativize(path)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot copy " + from, e);
    }
  }
}
