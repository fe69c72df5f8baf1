package kz.relog.app.drill;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import kz.relog.app.client.AdminClient;
import kz.relog.app.drill.ledger.AckLedger;
import kz.relog.app.drill.ledger.FixPattern;
import kz.relog.app.drill.rig.DeviceProcess;
import kz.relog.app.drill.rig.Pause;
import kz.relog.app.drill.rig.Ports;
import kz.relog.app.drill.rig.ServerProcess;
import kz.relog.app.drill.rig.Witness;
import kz.relog.device.ServerAddress;
import kz.relog.device.ServerAddress.Carriage;

/**
 * kill −9 at random moments, of the server (while it starts, recovers or serves) and of devices
 * that keep a spool on their disk.
 */
final class KillDrill implements Drill {
  private static final int DEVICES = 8;
  private static final int PHONES = 3;
  private static final double FIXES_PER_SECOND = 1_000;
  private static final int AFTER_READY_MS_MAX = 1_200;
  private static final int IN_START_MS_MAX = 2_500;
  private static final int GLANCE_EVERY = 20;
  private static final long SETTLE_MS = 60_000;

  @Override
  public String name() {
    return "kill";
  }

  @Override
  public String what() {
    return "Kills (-9) server and device processes at random moments; what was acked must be stored"
        + " exactly once, with the content that was sent.";
  }

  @Override
  public String needs() {
    return "";
  }

  @Override
  public String rounds() {
    return "kills of the server; each device process dies in two of three rounds as well";
  }

  @Override
  public int roundsByDefault() {
    return 20;
  }

  @Override
  public void run(DrillStage stage) throws IOException, InterruptedException {
    Path data = stage.folder("data");
    Ports ports = Ports.free();
    AckLedger ledger = new AckLedger();
    List<DeviceProcess> phones = new ArrayList<>();
    ServerProcess server =
        ServerProcess.start(List.of(), data, ports, stage.serving()).awaitReady();
    AdminClient admin = server.admin();
    try (Witness witness = stage.witness(admin, ports, DEVICES, FIXES_PER_SECOND, ledger).start()) {
      for (int i = 0; i < PHONES; i++) {
        Carriage carriage = i % 2 == 0 ? Carriage.UDP : Carriage.TCP;
        ServerAddress address =
            new ServerAddress(
                carriage, carriage == Carriage.UDP ? ports.udpAddress() : ports.tcpAddress());
        phones.add(
            DeviceProcess.enrol(
                admin,
                address,
                stage.folder("phone-" + i),
                new FixPattern(DEVICES + i, DrillStage.fixStartMs(System.currentTimeMillis()))));
      }
      ServerProcess[] current = {server};
      stage.rounds(
          round -> {
            for (DeviceProcess phone : phones) {
              phone.ensureRunning();
            }
            kill(stage, round, data, ports, current, phones, ledger);
          });
      current[0].awaitReady();
      for (DeviceProcess phone : phones) {
        phone.ensureRunning();
        if (!phone.finish(SETTLE_MS)) {
          stage.report().broken("a device process did not settle: " + phone.output());
        }
        phone.readLedger(ledger);
        stage.report().count("batches acked to phones", phone.acked());
        stage.report().count("batches recovered by phones", phone.recovered());
      }
      if (!witness.settle(SETTLE_MS)) {
        stage.report().broken("the devices did not settle after the last start");
      }
      current[0].process().kill9();
    } finally {
      phones.forEach(DeviceProcess::close);
      server.close();
    }
    stage.examine(data, ledger);
  }

  private static void kill(
      DrillStage stage,
      int round,
      Path data,
      Ports ports,
      ServerProcess[] current,
      List<DeviceProcess> phones,
      AckLedger ledger)
      throws IOException, InterruptedException {
    SplittableRandom random = stage.random();
    boolean inStart = round > 0 && random.nextInt(4) == 0;
    if (inStart) {
      Pause.ms(random.nextInt(IN_START_MS_MAX));
    } else {
      current[0].awaitReady();
      Pause.ms(random.nextInt(AFTER_READY_MS_MAX));
    }
    for (DeviceProcess phone : phones) {
      if (random.nextInt(3) > 0) {
        phone.kill9();
        stage.report().count("device processes killed", 1);
      }
    }
    current[0].process().kill9();
    stage.report().count(inStart ? "servers killed in start" : "servers killed serving", 1);
    if (round % GLANCE_EVERY == GLANCE_EVERY - 1) {
      for (DeviceProcess phone : phones) {
        phone.readLedger(ledger);
      }
      stage.glance(data, ledger);
    }
    current[0] = ServerProcess.start(List.of(), data, ports, stage.serving());
  }
}
