package kz.relog.app.drill;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import kz.relog.app.drill.ledger.AckLedger;
import kz.relog.app.drill.rig.CannotRun;
import kz.relog.app.drill.rig.LoopDisk;
import kz.relog.app.drill.rig.MemoryDisk;
import kz.relog.app.drill.rig.Pause;
import kz.relog.app.drill.rig.Ports;
import kz.relog.app.drill.rig.ServerProcess;
import kz.relog.app.drill.rig.Witness;

/**
 * Lets the device below the file system fail: the image of an ext4 file system lies on a file
 * system in memory that is filled up, so that the kernel's writes to the device fail with EIO, and
 * succeed again later. Without root the journal's seam to the disk fails instead.
 */
final class IoErrorDrill implements Drill {
  private static final int DEVICES = 8;
  private static final double FIXES_PER_SECOND = 1_000;
  private static final int MEMORY_MEGABYTES = 256;
  private static final int IMAGE_MEGABYTES = 1_024;
  private static final int SOUND_MS_MAX = 2_000;
  private static final int HEALED_MS = 1_500;
  private static final long STOP_MS_MAX = 60_000;
  private static final long SETTLE_MS = 60_000;

  @Override
  public String name() {
    return "io-error";
  }

  @Override
  public String what() {
    return "Makes the device below the file system fail; the server must stop with the reason and"
        + " the command to run next, ack nothing more, and what was acked must be stored.";
  }

  @Override
  public String needs() {
    return "root, loop devices and mkfs.ext4; without them the journal's seam to the disk fails";
  }

  @Override
  public String rounds() {
    return "failing disks";
  }

  @Override
  public int roundsByDefault() {
    return 3;
  }

  @Override
  public void run(DrillStage stage) throws IOException, InterruptedException {
    stage.rounds(
        round -> {
          try (MemoryDisk memory =
                  new MemoryDisk(stage.folder("memory-" + round), MEMORY_MEGABYTES);
              LoopDisk disk =
                  new LoopDisk(
                      memory.root().resolve("image"),
                      stage.folder("mounted-" + round),
                      IMAGE_MEGABYTES)) {
            fail(stage, memory, disk);
          } catch (CannotRun lacking) {
            stage.report().note("by the journal's seam to the disk: " + lacking.getMessage());
            SeamDrills.ioError(stage, round);
          }
        });
  }

  private static void fail(DrillStage stage, MemoryDisk memory, LoopDisk disk)
      throws IOException, InterruptedException {
    Path data = disk.root().resolve("data");
    Ports ports = Ports.free();
    AckLedger ledger = new AckLedger();
    ServerProcess server = ServerProcess.ready(data, ports);
    try (Witness witness =
        stage.witness(server.admin(), ports, DEVICES, FIXES_PER_SECOND, ledger).start()) {
      Pause.ms(500 + stage.random().nextInt(SOUND_MS_MAX));
      memory.fill();
      Optional<Integer> exit = server.process().awaitExit(STOP_MS_MAX);
      if (exit.isEmpty()) {
        stage.report().broken("the disk fails and the server goes on");
      } else {
        stage.report().count("servers stopped by themselves", 1);
        if (exit.get() != 1 || !server.process().output().contains("run next: ")) {
          stage
              .report()
              .broken("the server ended with " + exit.get() + " and does not tell what to do");
        }
      }
      memory.free();
      Pause.ms(HEALED_MS); // a force would succeed again now
      server.process().kill9();
      disk.unmount();
      disk.repair();
      disk.mount();
      server = ServerProcess.ready(data, ports);
      if (!witness.settle(SETTLE_MS)) {
        stage.report().broken("the devices did not settle after the restart");
      }
      server.process().kill9();
      stage.examine(data, ledger);
    } finally {
      server.close();
    }
  }
}
