package kz.relog.app.drill;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import kz.relog.app.drill.ledger.AckLedger;
import kz.relog.app.drill.rig.LoopDisk;
import kz.relog.app.drill.rig.Pause;
import kz.relog.app.drill.rig.Ports;
import kz.relog.app.drill.rig.ServerProcess;
import kz.relog.app.drill.rig.Witness;

/** Cuts the power of the disk under a serving server, at random moments. */
final class PowerCutDrill implements Drill {
  private static final int DEVICES = 8;
  private static final double FIXES_PER_SECOND = 1_000;
  private static final int DISK_MEGABYTES = 2_048;
  private static final int AFTER_READY_MS_MAX = 1_500;
  private static final int IN_START_MS_MAX = 2_500;
  private static final int DEAD_MS = 150;
  private static final int GLANCE_EVERY = 10;
  private static final long SETTLE_MS = 60_000;

  @Override
  public String name() {
    return "power-cut";
  }

  @Override
  public String what() {
    return "Cuts the power of the disk (ext4 on a loop device, ioctl FS_IOC_SHUTDOWN) under a"
        + " server at random moments; what was acked must be stored exactly once.";
  }

  @Override
  public String needs() {
    return "root, loop devices, mkfs.ext4, and perl or python3 to call the ioctl";
  }

  @Override
  public String rounds() {
    return "power cuts";
  }

  @Override
  public int roundsByDefault() {
    return 10;
  }

  @Override
  public void run(DrillStage stage) throws IOException, InterruptedException {
    try (LoopDisk disk =
        new LoopDisk(
            stage.folder("disk").resolve("image"), stage.folder("mounted"), DISK_MEGABYTES)) {
      run(stage, disk);
    }
  }

  private static void run(DrillStage stage, LoopDisk disk)
      throws IOException, InterruptedException {
    Path data = disk.root().resolve("data");
    Ports ports = Ports.free();
    AckLedger ledger = new AckLedger();
    ServerProcess first = ServerProcess.start(List.of(), data, ports, stage.serving()).awaitReady();
    ServerProcess[] current = {first};
    try (Witness witness =
        stage.witness(first.admin(), ports, DEVICES, FIXES_PER_SECOND, ledger).start()) {
      stage.rounds(
          round -> {
            cut(stage, round, disk, witness, current[0]);
            if (round % GLANCE_EVERY == GLANCE_EVERY - 1) {
              stage.glance(data, ledger);
            }
            witness.faultEnds();
            current[0] = ServerProcess.start(List.of(), data, ports, stage.serving());
          });
      current[0].awaitReady();
      if (!witness.settle(SETTLE_MS)) {
        stage.report().broken("the devices did not settle after the last start");
      }
      stage.report().count("acks after the power was gone", witness.earlyAcks());
      if (witness.earlyAcks() > 0) {
        stage.report().broken("batches first sent after a power cut were acked before the restart");
      }
      // The last cut: what is examined is what the disk kept.
      disk.cutPower();
      current[0].process().kill9();
      disk.unmount();
      disk.mount();
      stage.examine(data, ledger);
    } finally {
      current[0].close();
    }
  }

  private static void cut(
      DrillStage stage, int round, LoopDisk disk, Witness witness, ServerProcess server)
      throws IOException, InterruptedException {
    SplittableRandom random = stage.random();
    boolean inStart = round > 0 && random.nextInt(4) == 0;
    if (inStart) {
      Pause.ms(random.nextInt(IN_START_MS_MAX));
    } else {
      server.awaitReady();
      Pause.ms(random.nextInt(AFTER_READY_MS_MAX));
    }
    disk.cutPower();
    witness.faultBegins();
    Pause.ms(DEAD_MS); // a server that does not notice would ack now
    server.process().kill9();
    disk.unmount();
    disk.mount();
    stage.report().count(inStart ? "cuts in start" : "cuts while serving", 1);
  }
}
