package kz.relog.app.drill;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import kz.relog.app.drill.ledger.AckLedger;
import kz.relog.app.drill.rig.CannotRun;
import kz.relog.app.drill.rig.LoopDisk;
import kz.relog.app.drill.rig.Pause;
import kz.relog.app.drill.rig.Ports;
import kz.relog.app.drill.rig.ServerProcess;
import kz.relog.app.drill.rig.Witness;

/**
 * Freezes the server's file system for a while, again and again: nothing can be written or forced
 * then. Then the same with forcing alone standing still, by the journal's seam to the disk: the
 * server writes on, and must not ack what it wrote.
 */
final class SlowDiskDrill implements Drill {
  private static final int DEVICES = 8;
  private static final double FIXES_PER_SECOND = 1_000;
  private static final int DISK_MEGABYTES = 1_024;
  private static final int BETWEEN_MS_MAX = 800;
  private static final int FROZEN_MS_MAX = 1_500;
  private static final long SETTLE_MS = 60_000;

  @Override
  public String name() {
    return "slow-disk";
  }

  @Override
  public String what() {
    return "Makes the disk stand still for up to 1.5 s (fsfreeze), then forcing alone; acks must"
        + " come late and never early: nothing first sent meanwhile may be acked before it ends.";
  }

  @Override
  public String needs() {
    return "root, loop devices, mkfs.ext4 and fsfreeze; without them only the journal's seam is slow";
  }

  @Override
  public String rounds() {
    return "standstills";
  }

  @Override
  public int roundsByDefault() {
    return 15;
  }

  @Override
  public void run(DrillStage stage) throws IOException, InterruptedException {
    try (LoopDisk disk =
        new LoopDisk(
            stage.folder("disk").resolve("image"), stage.folder("mounted"), DISK_MEGABYTES)) {
      run(stage, disk);
    } catch (CannotRun lacking) {
      stage.report().note("by the journal's seam to the disk alone: " + lacking.getMessage());
    }
    SeamDrills.slowDisk(stage);
  }

  private static void run(DrillStage stage, LoopDisk disk)
      throws IOException, InterruptedException {
    Path data = disk.root().resolve("data");
    Ports ports = Ports.free();
    AckLedger ledger = new AckLedger();
    ServerProcess server = ServerProcess.ready(data, ports);
    try (Witness witness =
        stage.witness(server.admin(), ports, DEVICES, FIXES_PER_SECOND, ledger).start()) {
      stage.rounds(
          round -> {
            Pause.ms(stage.random().nextInt(BETWEEN_MS_MAX));
            disk.freeze();
            witness.faultBegins();
            int frozenMs = 200 + stage.random().nextInt(FROZEN_MS_MAX - 200);
            Pause.ms(frozenMs);
            witness.faultEnds();
            disk.thaw();
            stage.report().count("ms frozen", frozenMs);
          });
      if (!witness.settle(SETTLE_MS)) {
        stage.report().broken("the devices did not settle");
      }
      tell(stage, witness);
      server.process().kill9();
      stage.examine(data, ledger);
    } finally {
      server.close();
    }
  }

  static void tell(DrillStage stage, Witness witness) {
    stage.report().count("acks too early", witness.earlyAcks());
    stage
        .report()
        .figure("slowest ack, ms", String.format(Locale.ROOT, "%,.1f", witness.ackMaxMs()));
    if (witness.earlyAcks() > 0) {
      stage.report().broken("acked while nothing could become durable");
    }
  }
}
