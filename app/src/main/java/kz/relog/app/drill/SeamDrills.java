package kz.relog.app.drill;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import kz.relog.app.drill.ledger.AckLedger;
import kz.relog.app.drill.rig.FaultyDisk;
import kz.relog.app.drill.rig.Pause;
import kz.relog.app.drill.rig.Ports;
import kz.relog.app.drill.rig.SeamServer;
import kz.relog.app.drill.rig.Witness;
import kz.relog.app.serve.RelogServer;

/**
 * The drills of a failing, full and slow disk without root: the road in runs in this process, and
 * the journal's own seam to the disk has the fault.
 */
final class SeamDrills {
  private static final int DEVICES = 6;
  private static final double FIXES_PER_SECOND = 600;
  private static final int SOUND_MS_MAX = 800;
  private static final int HEALED_MS = 800;
  private static final int FULL_MS = 4_000;
  private static final int STILL_MS_MAX = 600;
  private static final long STOP_MS_MAX = 10_000;
  private static final long SETTLE_MS = 30_000;

  private SeamDrills() {}

  /** What is done to a server that serves. */
  private interface Fault {
    void befall(FaultyDisk disk, SeamServer server, Witness witness, AckLedger ledger)
        throws IOException, InterruptedException;
  }

  static void ioError(DrillStage stage, int round) throws IOException, InterruptedException {
    serve(
        stage,
        "failing-" + round,
        (disk, server, witness, ledger) -> {
          Pause.ms(stage.random().nextInt(SOUND_MS_MAX));
          disk.fail(true);
          witness.faultBegins();
          if (!Pause.until(STOP_MS_MAX, () -> server.failure().isDone())) {
            stage.report().broken("the disk fails and the server goes on");
          } else {
            stage.report().count("servers stopped by themselves", 1);
            if (server.failure().join().nextCommand().isEmpty()) {
              stage.report().broken("the server does not tell what to run next");
            }
          }
          disk.fail(false);
          Pause.ms(HEALED_MS); // a force would succeed again now
          witness.faultEnds();
        });
  }

  static void slowDisk(DrillStage stage) throws IOException, InterruptedException {
    serve(
        stage,
        "slow",
        (disk, server, witness, ledger) ->
            stage.rounds(
                round -> {
                  Pause.ms(stage.random().nextInt(SOUND_MS_MAX));
                  disk.stand(true);
                  witness.faultBegins();
                  Pause.ms(stage.random().nextInt(STILL_MS_MAX));
                  witness.faultEnds();
                  disk.stand(false);
                }));
  }

  static void diskFull(DrillStage stage) throws IOException, InterruptedException {
    serve(
        stage,
        "full",
        (disk, server, witness, ledger) ->
            stage.rounds(
                round -> {
                  Pause.ms(stage.random().nextInt(SOUND_MS_MAX));
                  disk.fill(true);
                  Pause.ms(FULL_MS);
                  long before = ledger.ackedBatches();
                  disk.fill(false);
                  if (!Pause.until(SETTLE_MS, () -> ledger.ackedBatches() > before + 20)) {
                    stage.report().broken("space returned and the server does not go on");
                  }
                }));
  }

  private static void serve(DrillStage stage, String name, Fault fault)
      throws IOException, InterruptedException {
    Path data = stage.folder(name);
    Ports ports = Ports.free();
    AckLedger ledger = new AckLedger();
    FaultyDisk disk = new FaultyDisk();
    SeamServer server = new SeamServer(data, disk, ports);
    try (Witness witness =
        stage.witness(
            server.createDevices(DEVICES),
            ports,
            0,
            DrillStage.fixStartMs(System.currentTimeMillis()),
            FIXES_PER_SECOND,
            ledger)) {
      witness.start();
      fault.befall(disk, server, witness, ledger);
      server.close();
      try (RelogServer whole = DrillStage.server(data, Clock.systemUTC(), ports)) {
        if (!witness.settle(SETTLE_MS)) {
          stage.report().broken("the devices did not settle after the restart");
        }
        whole.archive().flush();
      }
      SlowDiskDrill.tell(stage, witness);
    } finally {
      server.close();
    }
    stage.examine(data, ledger);
  }
}
