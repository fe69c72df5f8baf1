package kz.relog.app.drill;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import kz.relog.app.drill.ledger.AckLedger;
import kz.relog.app.drill.rig.MovableClock;
import kz.relog.app.drill.rig.Pause;
import kz.relog.app.drill.rig.Ports;
import kz.relog.app.drill.rig.Witness;
import kz.relog.app.serve.RelogServer;

/**
 * Moves the server's clock by an hour and more, forth and back, over the end of a month and over
 * the hours at which the journal begins a new file; with and without a restart.
 */
final class ClockDrill implements Drill {
  private static final long HOUR_MS = 3_600_000;
  private static final long DAY_MS = 24 * HOUR_MS;
  private static final int DEVICES = 4;
  private static final double FIXES_PER_SECOND = 500;
  private static final long DRIVE_MS = 700;
  private static final long SETTLE_MS = 60_000;

  /** Fixes of the second group begin so long before the month ends, so that batches span it. */
  private static final long BEFORE_MONTH_END_MS = 60_000;

  @Override
  public String name() {
    return "clock";
  }

  @Override
  public String what() {
    return "Moves the server's clock by an hour forth and back over the journal's roll and the end"
        + " of a month, with and without a restart; nothing acked may be lost, stored twice or"
        + " filed wrongly.";
  }

  @Override
  public String needs() {
    return "";
  }

  @Override
  public String rounds() {
    return "times around";
  }

  @Override
  public int roundsByDefault() {
    return 2;
  }

  @Override
  public void run(DrillStage stage) throws IOException, InterruptedException {
    long monthEndMs =
        Instant.ofEpochMilli(System.currentTimeMillis())
            .atOffset(ZoneOffset.UTC)
            .withDayOfMonth(1)
            .toLocalDate()
            .atStartOfDay(ZoneOffset.UTC)
            .toInstant()
            .toEpochMilli();
    Path data = stage.folder("data");
    Ports ports = Ports.free();
    AckLedger ledger = new AckLedger();
    MovableClock clock = new MovableClock(monthEndMs - 1_000);
    RelogServer[] server = {DrillStage.server(data, clock, ports)};
    try {
      stage.rounds(
          round -> {
            // Received around the end of the month, sampled a day before.
            around(stage, data, clock, monthEndMs, monthEndMs - DAY_MS, ports, server, ledger);
            // Received a day later, sampled around the end of the month.
            around(
                stage,
                data,
                clock,
                monthEndMs + DAY_MS + 2 * HOUR_MS,
                monthEndMs - BEFORE_MONTH_END_MS,
                ports,
                server,
                ledger);
          });
    } finally {
      server[0].close();
    }
    clock.set(monthEndMs + 2 * DAY_MS);
    stage.examine(data, ledger, clock);
  }

  private static void around(
      DrillStage stage,
      Path data,
      MovableClock clock,
      long middleMs,
      long fixesFromMs,
      Ports ports,
      RelogServer[] server,
      AckLedger ledger)
      throws IOException {
    clock.set(middleMs - 1_000); // the roll comes by itself within the first drive
    try (Witness witness =
        stage
            .witness(
                DrillStage.admin(server[0], data).createDevices("Clock", DEVICES),
                ports,
                ledger.devices().length,
                fixesFromMs,
                FIXES_PER_SECOND,
                ledger)
            .start()) {
      Pause.ms(2 * DRIVE_MS);
      for (long toMs : List.of(middleMs + HOUR_MS, middleMs, middleMs - HOUR_MS)) {
        clock.set(toMs + stage.random().nextInt(2_000) - 1_000);
        stage.report().count("jumps while serving", 1);
        Pause.ms(DRIVE_MS);
      }
      server[0].close();
      clock.set(middleMs - 2 * HOUR_MS);
      server[0] = DrillStage.server(data, clock, ports);
      stage.report().count("restarts with the clock behind", 1);
      Pause.ms(DRIVE_MS);
      clock.set(middleMs + HOUR_MS);
      Pause.ms(DRIVE_MS);
      if (!witness.settle(SETTLE_MS)) {
        stage.report().broken("the devices did not settle");
      }
    }
  }
}
