package kz.relog.app.replay;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import kz.relog.app.client.AdminClient;
import kz.relog.app.client.SendReport;
import kz.relog.app.client.SendingOptions;
import kz.relog.app.client.SimulatedCompany;
import kz.relog.app.client.TargetOptions;
import kz.relog.app.facts.FactFiles;
import kz.relog.app.facts.FactRow;
import kz.relog.device.DeviceClient;
import kz.relog.device.DeviceHome;
import kz.relog.device.DeviceIdentity;
import kz.relog.device.DeviceListener;
import kz.relog.device.DeviceStats;
import kz.relog.device.FileCounterStore;
import kz.relog.device.FleetConfig;
import kz.relog.device.OfferResult;
import kz.relog.device.RetryPolicy;
import kz.relog.device.ServerAddress;
import kz.relog.device.SpoolPolicy;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code relog replay}: sends recorded facts as a device would. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Sends facts from CSV or GPX files as one device: sealed, batched, resent until settled.",
      "Times are shifted so that the last fact is now, unless --keep-time or --enrol.",
      "The key file keeps the device's counters beside it (.state), so it can be used again.",
      "With --spool nothing accepted is lost: what is not settled goes out with the next run."
    })
public final class ReplayCommand implements Callable<Integer> {
  private static final long SETTLE_MS = 120_000;
  private static final long WINDOW_MS = 60_000;
  private static final int BATCH = 30;
  private static final long BATCH_AGE_MS = 10_000;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private TargetOptions target = new TargetOptions();
  @Mixin private SendingOptions sending = new SendingOptions();

  @Option(
      names = "--key",
      paramLabel = "FILE",
      required = true,
      description = "Key file of the device: lines key-id and secret, mode 0600.")
  private Path key = Path.of("");

  @Option(
      names = "--enrol",
      paramLabel = "NAME",
      description = {
        "First set up a driver who permits it, and a phone of this name, and write its key file.",
        "Permission begins now, so the drive is shifted to begin now and sent at its own speed."
      })
  private @Nullable String enrol;

  @Option(
      names = "--synthetic",
      description = {
        "With --enrol: a device without a person, open for any time; the server must allow such "
            + "devices (gate.synthetic-devices)."
      })
  private boolean synthetic;

  @Option(
      names = "--speed",
      paramLabel = "X",
      defaultValue = "0",
      description = "Times faster than recorded; 0: as fast as acks allow (default).")
  private double speed;

  @Option(names = "--keep-time", description = "Send the recorded times as they are.")
  private boolean keepTime;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "CSV or GPX files of facts.")
  private List<Path> files = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!(speed >= 0)) {
      throw new ParameterException(spec.commandLine(), "allowed: --speed from 0");
    }
    ServerAddress server = target.address();
    List<String> problems = new ArrayList<>();
    List<FactRow> facts = FactFiles.readAll(files, problems);
    if (!problems.isEmpty() || facts.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          problems.isEmpty() ? "The files hold no facts." : String.join("\n", problems));
    }
    if (enrol != null) {
      enrol(enrol).identity().write(key);
    }
    FleetConfig config =
        sending.config(server, BATCH, BATCH_AGE_MS, tickMs(facts), RetryPolicy.QUICK);
    try (DeviceClient device = open(config)) {
      send(device, facts);
      device.flush();
      boolean settled = device.awaitSettled(SETTLE_MS);
      print(device.stats(), settled, device.state().toString());
      return settled && device.stats().fixesDropped() == 0 ? 0 : 1;
    }
  }

  private AdminClient.NewDevice enrol(String name) {
    SimulatedCompany company = target.company();
    if (synthetic) {
      return company.owner().createDevice(name);
    }
    String driver = company.hire("Replayed", "Driver").id();
    return company.owner().createPhones(name, 1, driver).get(0);
  }

  /** Facts from before the permission would be refused. */
  private boolean beginsNow() {
    return enrol != null && !synthetic && !keepTime;
  }

  private DeviceClient open(FleetConfig config) throws IOException {
    Optional<Path> spool = sending.spool();
    return spool.isPresent()
        ? DeviceClient.open(
            DeviceHome.open(key, spool.get(), SpoolPolicy.STANDARD), config, DeviceListener.NONE)
        : DeviceClient.open(
            DeviceIdentity.read(key),
            FileCounterStore.open(FileCounterStore.besideKey(key)),
            config,
            DeviceListener.NONE);
  }

  /** A second if every time is a whole one: fewer bytes, nothing lost. */
  private static int tickMs(List<FactRow> facts) {
    return facts.stream().allMatch(fact -> fact.timeMs() % 1000 == 0) ? 1000 : 1;
  }

  private void send(DeviceClient device, List<FactRow> facts) throws InterruptedException {
    long firstMs = facts.get(0).timeMs();
    long lastMs = facts.get(facts.size() - 1).timeMs();
    // Whole seconds, so that the shift does not make times finer than they were.
    long nowMs = System.currentTimeMillis() / 1000 * 1000;
    long shiftMs = keepTime ? 0 : (nowMs - (beginsNow() ? firstMs - 1000 : lastMs)) / 1000 * 1000;
    double pace = beginsNow() ? 1 : speed;
    long startNs = System.nanoTime();
    try (ProgressBar bar =
        new ProgressBarBuilder().setTaskName("replay").setInitialMax(facts.size()).build()) {
      for (FactRow fact : facts) {
        if (pace > 0) {
          long dueNs = startNs + (long) ((fact.timeMs() - firstMs) * 1e6 / pace);
          TimeUnit.NANOSECONDS.sleep(Math.max(0, dueNs - System.nanoTime()));
        }
        OfferResult result =
            device.offerWaiting(
                WINDOW_MS,
                fact.timeMs() + shiftMs,
                fact.latE7(),
                fact.lonE7(),
                fact.speedDmps(),
                fact.courseDegrees(),
                fact.accuracyMetres());
        if (result != OfferResult.ACCEPTED) {
          throw new IllegalStateException(
              "the device takes no more facts: "
                  + result
                  + "; does the server answer at "
                  + target.address()
                  + ", and is the key valid there?");
        }
        bar.step();
      }
    }
  }

  private void print(DeviceStats stats, boolean settled, String state) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(SendReport.json(stats, settled));
    } else {
      SendReport.print(out, stats);
      if (!settled) {
        out.println(
            "not everything was settled (the device is "
                + state
                + "); a frame that stays silent is explained by `relog frame open`");
      }
    }
    out.flush();
  }
}
