package kz.relog.app.drill;

import java.io.IOException;
import java.nio.file.Path;
import kz.relog.app.drill.ledger.AckLedger;
import kz.relog.app.drill.rig.CannotRun;
import kz.relog.app.drill.rig.MemoryDisk;
import kz.relog.app.drill.rig.Pause;
import kz.relog.app.drill.rig.Ports;
import kz.relog.app.drill.rig.ServerProcess;
import kz.relog.app.drill.rig.Witness;

/** Fills the server's file system to the last byte, and frees it again. */
final class DiskFullDrill implements Drill {
  private static final int DEVICES = 32;
  private static final double FIXES_PER_SECOND = 20_000;
  private static final int MEGABYTES = 256;
  private static final int SOUND_MS_MAX = 1_500;
  private static final int FULL_MS = 2_000;
  private static final int SILENT_MS = 700;
  private static final long SILENCE_WITHIN_MS = 60_000;
  private static final long SETTLE_MS = 60_000;

  @Override
  public String name() {
    return "disk-full";
  }

  @Override
  public String what() {
    return "Fills the disk to its last byte while devices send, and frees it again; the server must"
        + " refuse without acking, live on, and go on by itself when space returns.";
  }

  @Override
  public String needs() {
    return "root, to mount a small file system; without it the journal's seam to the disk is full";
  }

  @Override
  public String rounds() {
    return "fillings";
  }

  @Override
  public int roundsByDefault() {
    return 3;
  }

  @Override
  public void run(DrillStage stage) throws IOException, InterruptedException {
    try (MemoryDisk disk = new MemoryDisk(stage.folder("small"), MEGABYTES)) {
      run(stage, disk);
    } catch (CannotRun lacking) {
      stage.report().note("by the journal's seam to the disk: " + lacking.getMessage());
      SeamDrills.diskFull(stage);
    }
  }

  private static void run(DrillStage stage, MemoryDisk disk)
      throws IOException, InterruptedException {
    Path data = disk.root().resolve("data");
    Ports ports = Ports.free();
    AckLedger ledger = new AckLedger();
    ServerProcess server = ServerProcess.ready(data, ports);
    try (Witness witness =
        stage.witness(server.admin(), ports, DEVICES, FIXES_PER_SECOND, ledger).start()) {
      stage.rounds(round -> fill(stage, disk, server, witness, ledger));
      if (!witness.settle(SETTLE_MS)) {
        stage.report().broken("the devices did not settle at the end");
      }
      server.process().kill9();
      stage.examine(data, ledger);
    } finally {
      server.close();
    }
  }

  private static void fill(
      DrillStage stage, MemoryDisk disk, ServerProcess server, Witness witness, AckLedger ledger)
      throws IOException, InterruptedException {
    witness.offer(true);
    Pause.ms(500 + stage.random().nextInt(SOUND_MS_MAX));
    disk.fill();
    stage.report().count("times that acks ceased", awaitSilence(ledger) ? 1 : 0);
    Pause.ms(FULL_MS);
    if (!server.process().isAlive()) {
      stage.report().broken("the server died of a full disk: " + server.process().output());
    }
    long atFree = ledger.ackedBatches();
    long freedNs = System.nanoTime();
    disk.free();
    boolean on = Pause.until(SETTLE_MS, () -> ledger.ackedBatches() > atFree + 100);
    if (!on) {
      stage.report().broken("space returned and the server does not go on");
    }
    stage
        .report()
        .figure("ms until it went on, last time", (System.nanoTime() - freedNs) / 1_000_000);
  }

  /** What was allocated before is still used up; then nothing is acked any more. */
  private static boolean awaitSilence(AckLedger ledger) {
    long endNs = System.nanoTime() + SILENCE_WITHIN_MS * 1_000_000;
    for (long before = -1; System.nanoTime() < endNs; ) {
      long now = ledger.ackedBatches();
      if (now == before) {
        return true;
      }
      before = now;
      Pause.ms(SILENT_MS);
    }
    return false;
  }
}
