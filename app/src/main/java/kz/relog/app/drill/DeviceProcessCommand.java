package kz.relog.app.drill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import kz.relog.app.drill.ledger.FixPattern;
import kz.relog.app.drill.rig.DeviceFiles;
import kz.relog.app.drill.rig.LedgerFile;
import kz.relog.app.drill.rig.Pause;
import kz.relog.device.BatchPolicy;
import kz.relog.device.DeviceClient;
import kz.relog.device.DeviceHome;
import kz.relog.device.FleetConfig;
import kz.relog.device.OfferResult;
import kz.relog.device.RetryPolicy;
import kz.relog.device.ServerAddress;
import kz.relog.device.SpoolPolicy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * A device that a drill starts and kills: samples until told to stop, keeps a spool and a ledger.
 */
@Command(name = "device", hidden = true, description = "A device that a drill starts and kills.")
final class DeviceProcessCommand implements Callable<Integer> {
  /** Numbers of fixes are promised in strides: a killed run leaves a gap, never a second use. */
  private static final int STRIDE = 256;

  private static final int FIX_EVERY_MS = 5;
  private static final int WAIT_MS = 1_000;

  @Parameters(index = "0")
  private Path folder = Path.of("");

  @Parameters(index = "1")
  private String server = "";

  @Parameters(index = "2")
  private int number;

  @Parameters(index = "3")
  private long startMs;

  @Override
  public Integer call() throws IOException, InterruptedException {
    FixPattern pattern = new FixPattern(number, startMs);
    FleetConfig config =
        FleetConfig.to(ServerAddress.parse(server))
            .withBatch(new BatchPolicy(5, 200, 6, 1000))
            .withRetry(new RetryPolicy(200, 1_000, 1_000, 1_000));
    try (LedgerFile ledger = new LedgerFile(folder);
        DeviceClient client =
            DeviceClient.open(
                DeviceHome.open(DeviceFiles.key(folder), SpoolPolicy.STANDARD), config, ledger)) {
      int next = DeviceFiles.readOffered(folder);
      int promised = next;
      while (!Files.exists(DeviceFiles.stop(folder))) {
        if (next == promised) {
          promised += STRIDE;
          DeviceFiles.writeOffered(folder, promised);
        }
        OfferResult result =
            client.offerWaiting(
                WAIT_MS,
                pattern.timeMs(next),
                pattern.latE7(next),
                pattern.lonE7(next),
                pattern.speedDmps(next),
                pattern.courseDegrees(next),
                FixPattern.ACCURACY_METRES);
        if (result == OfferResult.STOPPED) {
          throw new IOException(
              "the device stopped: " + client.state() + " " + client.failure().orElse(null));
        }
        next += result == OfferResult.ACCEPTED ? 1 : 0;
        Pause.ms(FIX_EVERY_MS);
      }
      client.flush();
      boolean settled = false;
      for (int i = 0; i < 60 && !settled; i++) {
        settled = client.awaitSettled(WAIT_MS);
      }
      return settled ? 0 : 1;
    }
  }
}
