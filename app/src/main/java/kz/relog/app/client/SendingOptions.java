package kz.relog.app.client;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import kz.relog.device.BatchPolicy;
import kz.relog.device.FleetConfig;
import kz.relog.device.RetryPolicy;
import kz.relog.device.ServerAddress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of how devices send, for commands that act as them. */
public final class SendingOptions {
  private static final int FIXES_MAX = BatchPolicy.FIXES_MAX;
  private static final int THIN_METRES_MIN = 2;
  private static final int THIN_METRES_MAX = 1000;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--carriage",
      paramLabel = "WAY",
      description =
          "udp, tcp, or auto: UDP with TCP as the fallback (--to then names both). As --to says"
              + " unless told.")
  private @Nullable String carriage;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Fixes per frame, 1 to 512 (${COMMAND-NAME}'s own default; 480 if low).")
  private @Nullable Integer batch;

  @Option(
      names = "--low-bandwidth",
      description = "5 digits (1.1 m), frames as long as a datagram takes.")
  private boolean lowBandwidth;

  @Option(
      names = "--thin",
      paramLabel = "METRES",
      defaultValue = "0",
      description = "Leave out fixes when the drawn track stays within METRES, 2 to 1000.")
  private int thinMetres;

  @Option(
      names = "--budget",
      paramLabel = "BYTES",
      defaultValue = "0",
      description = "Most bytes that a device uses per day (UTC), 0 for no bound, else from 8192.")
  private long budget;

  @Option(
      names = "--spool",
      paramLabel = "DIR",
      description = "Keep what is not settled in DIR, sealed, for the next run.")
  private @Nullable Path spool;

  /** Where the spool shall be, empty for none. */
  public Optional<Path> spool() {
    return Optional.ofNullable(spool);
  }

  /**
   * What a fleet needs to know.
   *
   * @param to the addresses that were given
   * @param fixesPerBatch when none was given
   * @param ageMaxMs of a batch
   * @param tickMs unit of time
   * @param retry when frames are sent again
   * @throws ParameterException if a value is out of its range, or the carriage has no address
   */
  public FleetConfig config(
      ServerAddress to, int fixesPerBatch, long ageMaxMs, int tickMs, RetryPolicy retry) {
    int fixes =
        batch != null ? batch : lowBandwidth ? BatchPolicy.LOW_BANDWIDTH.fixesMax() : fixesPerBatch;
    check(fixes >= 1 && fixes <= FIXES_MAX, "--batch: allowed are 1 to 512");
    check(
        thinMetres == 0 || (thinMetres >= THIN_METRES_MIN && thinMetres <= THIN_METRES_MAX),
        "--thin: allowed are 2 to 1000 metres");
    int digits = lowBandwidth ? BatchPolicy.LOW_BANDWIDTH.digits() : 6;
    try {
      BatchPolicy policy =
          new BatchPolicy(fixes, ageMaxMs, digits, tickMs).withThinMetres(thinMetres);
      return FleetConfig.to(carried(to))
          .withBatch(policy)
          .withRetry(retry)
          .withBudgetBytesPerDay(budget);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
  }

  private ServerAddress carried(ServerAddress to) {
    if (carriage == null) {
      return to;
    }
    boolean udp = to.carriage() == ServerAddress.Carriage.UDP;
    return switch (carriage.toLowerCase(Locale.ROOT)) {
      case "udp" -> {
        check(udp, needs("udp://HOST:PORT"));
        yield new ServerAddress(ServerAddress.Carriage.UDP, to.socket());
      }
      case "tcp" -> {
        check(!udp || to.fallback().isPresent(), needs("tcp://HOST:PORT"));
        yield new ServerAddress(ServerAddress.Carriage.TCP, to.fallback().orElse(to.socket()));
      }
      case "auto" -> {
        check(to.fallback().isPresent(), needs("udp://HOST:PORT,tcp://HOST:PORT"));
        yield to;
      }
      default ->
          throw new ParameterException(
              spec.commandLine(), "--carriage is '" + carriage + "', allowed: udp, tcp, auto");
    };
  }

  private String needs(String address) {
    return "--carriage " + carriage + " needs --to " + address;
  }

  private void check(boolean holds, String problem) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), problem);
    }
  }
}
