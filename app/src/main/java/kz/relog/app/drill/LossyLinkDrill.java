package kz.relog.app.drill;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import kz.relog.app.drill.ledger.AckLedger;
import kz.relog.app.drill.link.LossyDatagrams;
import kz.relog.app.drill.link.LossyStreams;
import kz.relog.app.drill.link.Replayer;
import kz.relog.app.drill.link.Weather;
import kz.relog.app.drill.rig.Pause;
import kz.relog.app.drill.rig.Ports;
import kz.relog.app.drill.rig.Witness;
import kz.relog.app.serve.RelogServer;
import kz.relog.device.ServerAddress;
import kz.relog.device.ServerAddress.Carriage;

/**
 * Devices behind links that lose, double, reorder, delay, cut and alter; then everything that was
 * captured is sent again, before and after a restart of the server.
 */
final class LossyLinkDrill implements Drill {
  private static final int DEVICES = 6;
  private static final double FIXES_PER_SECOND = 600;
  private static final int DRIVE_MS = 4_000;
  private static final int RESTART_MS = 1_500;
  private static final int REPLAY_MS = 500;
  private static final long SETTLE_MS = 90_000;

  @Override
  public String name() {
    return "lossy-link";
  }

  @Override
  public String what() {
    return "Loses, doubles, reorders, delays, cuts and alters what travels (own UDP and TCP"
        + " proxies), replays it all before and after a restart; every batch is stored once.";
  }

  @Override
  public String needs() {
    return "";
  }

  @Override
  public String rounds() {
    return "links, each worse or better than the one before";
  }

  @Override
  public int roundsByDefault() {
    return 5;
  }

  @Override
  public void run(DrillStage stage) throws IOException, InterruptedException {
    Path data = stage.folder("data");
    Ports ports = Ports.free();
    AckLedger ledger = new AckLedger();
    RelogServer[] server = {DrillStage.server(data, Clock.systemUTC(), ports)};
    List<byte[]> datagrams = new ArrayList<>();
    List<byte[]> streams = new ArrayList<>();
    try {
      stage.rounds(round -> drive(stage, data, ports, server, ledger, datagrams, streams));
      for (int run = 0; run < 2; run++) {
        stage
            .report()
            .count(
                "frames and streams replayed or forged",
                Replayer.replay(
                    ports.udpAddress(), ports.tcpAddress(), datagrams, streams, stage.random()));
        Pause.ms(REPLAY_MS);
        server[0].close();
        server[0] = DrillStage.server(data, Clock.systemUTC(), ports);
      }
    } finally {
      server[0].close();
    }
    stage.examine(data, ledger);
  }

  private static void drive(
      DrillStage stage,
      Path data,
      Ports ports,
      RelogServer[] server,
      AckLedger ledger,
      List<byte[]> datagrams,
      List<byte[]> streams)
      throws IOException {
    Weather weather = Weather.draw(stage.random());
    LossyDatagrams udp = new LossyDatagrams(ports.udpAddress(), weather, stage.random().nextLong());
    LossyStreams tcp = new LossyStreams(ports.tcpAddress(), weather, stage.random().nextLong());
    try (udp;
        tcp;
        Witness witness =
            new Witness(
                List.of(
                    new ServerAddress(Carriage.UDP, udp.address()),
                    new ServerAddress(Carriage.TCP, tcp.address())),
                DrillStage.admin(server[0], data).createDevices("Lossy", DEVICES),
                ledger.devices().length,
                DrillStage.fixStartMs(System.currentTimeMillis()),
                FIXES_PER_SECOND,
                stage.seed(),
                ledger)) {
      witness.start();
      Pause.ms(DRIVE_MS - RESTART_MS);
      if (stage.random().nextBoolean()) {
        server[0].close();
        server[0] = DrillStage.server(data, Clock.systemUTC(), ports);
        stage.report().count("restarts in between", 1);
      }
      Pause.ms(RESTART_MS);
      if (!witness.settle(SETTLE_MS)) {
        stage.report().broken("the devices did not settle over " + weather);
      }
    }
    stage.report().count("datagrams lost", udp.lost());
    stage.report().count("datagrams doubled", udp.doubled());
    stage.report().count("datagrams delayed", udp.delayed());
    stage.report().count("datagrams cut or altered", udp.altered());
    stage.report().count("connections cut", tcp.cuts());
    datagrams.addAll(udp.captured());
    streams.addAll(tcp.captured());
  }
}
