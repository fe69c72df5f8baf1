package kz.relog.app.simulate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import kz.relog.app.client.AdminClient;
import kz.relog.app.client.SendReport;
import kz.relog.app.client.SendingOptions;
import kz.relog.app.client.SimulatedCompany;
import kz.relog.app.client.TargetOptions;
import kz.relog.device.DeviceFleet;
import kz.relog.device.DeviceHome;
import kz.relog.device.DeviceIdentity;
import kz.relog.device.DeviceListener;
import kz.relog.device.DeviceStats;
import kz.relog.device.FleetConfig;
import kz.relog.device.MemoryCounterStore;
import kz.relog.device.RetryPolicy;
import kz.relog.device.ServerAddress;
import kz.relog.device.SpoolPolicy;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.HdrHistogram.Histogram;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code relog simulate}: a fleet of simulated devices that sends to a running server. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Sets up a company and a driver who permits it on a running server, creates phones of this "
          + "driver and sends fixes from all of them.",
      "Ends with the counts and a table of ack latencies. With --spool the devices keep their "
          + "keys and batches in DIR, forced to the disk by nobody: it shows the cost, not the safety."
    })
public final class SimulateCommand implements Callable<Integer> {
  private static final long SETTLE_MS = 60_000;
  private static final long BATCH_AGE_MS = 10_000;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private TargetOptions target = new TargetOptions();
  @Mixin private SendingOptions sending = new SendingOptions();

  @Option(
      names = "--vehicles",
      paramLabel = "N",
      defaultValue = "100",
      description = "Devices, 1 to 100000 (default ${DEFAULT-VALUE}).")
  private int vehicles;

  @Option(
      names = "--rate",
      paramLabel = "R",
      defaultValue = "100",
      description = "Fixes per second of the whole fleet (default ${DEFAULT-VALUE}).")
  private double rate;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "30",
      description = "Seconds to send, 1 to 86400 (default ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  /** Latencies of settled batches; the fleet's thread records, this thread is the fleet's. */
  private final Histogram latencyMicros = new Histogram(60_000_000L, 3);

  @Override
  public Integer call() throws IOException {
    check("--vehicles", vehicles, 1, 100_000);
    check("--rate", rate, 0.01, 10_000_000);
    check("--seconds", seconds, 1, 86_400);
    ServerAddress server = target.address();
    SimulatedCompany company = target.company();
    FleetConfig config =
        sending
            .config(server, 1, BATCH_AGE_MS, 1000, RetryPolicy.STANDARD)
            .withUdpSockets(Math.min(64, 1 + vehicles / 1000));
    DeviceListener listener =
        new DeviceListener() {
          @Override
          public void onSettled(int device, long batchSeq, int fixes, int refused, long latencyNs) {
            latencyMicros.recordValue(
                Math.min(latencyMicros.getHighestTrackableValue(), latencyNs / 1000));
          }
        };
    try (DeviceFleet fleet = DeviceFleet.open(config, listener)) {
      enrol(company, fleet);
      boolean settled = drive(fleet);
      print(fleet.stats(), settled);
      return settled ? 0 : 1;
    }
  }

  /** All of them are phones of one simulated driver, who permits every purpose. */
  private void enrol(SimulatedCompany company, DeviceFleet fleet) throws IOException {
    SimulatedCompany.Driver driver = company.hire("Driver", "Simulated");
    try (ProgressBar bar = bar("create devices", vehicles)) {
      int done = 0;
      while (done < vehicles) {
        List<AdminClient.NewDevice> devices =
            company
                .owner()
                .createPhones("Simulated", Math.min(1_000, vehicles - done), driver.id());
        for (AdminClient.NewDevice device : devices) {
          add(fleet, device.identity());
        }
        done += devices.size();
        bar.stepTo(done);
      }
    }
  }

  private void add(DeviceFleet fleet, DeviceIdentity identity) throws IOException {
    Optional<Path> folder = sending.spool();
    if (folder.isPresent()) {
      Files.createDirectories(folder.get());
      Path key = folder.get().resolve(identity.keyIdText() + ".key");
      fleet.add(DeviceHome.create(key, identity, SpoolPolicy.STANDARD.withForce(false)));
    } else {
      fleet.add(identity, new MemoryCounterStore());
    }
  }

  private boolean drive(DeviceFleet fleet) throws IOException {
    SimulatedTraffic traffic = new SimulatedTraffic(fleet, vehicles);
    long startNs = System.nanoTime();
    long endNs = startNs + seconds * 1_000_000_000L;
    try (ProgressBar bar = bar("drive", seconds)) {
      for (long nowNs = startNs; nowNs < endNs; nowNs = System.nanoTime()) {
        double elapsed = (nowNs - startNs) / 1e9;
        traffic.offerUpTo((long) (elapsed * rate), System.currentTimeMillis());
        fleet.poll(1);
        bar.stepTo((long) elapsed);
      }
      bar.stepTo(seconds);
    }
    return fleet.settle(SETTLE_MS);
  }

  private static ProgressBar bar(String task, long max) {
    return new ProgressBarBuilder().setTaskName(task).setInitialMax(max).build();
  }

  private void print(DeviceStats stats, boolean settled) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      ObjectNode node = SendReport.json(stats, settled);
      node.put("ackP50Ms", latencyMs(50));
      node.put("ackP99Ms", latencyMs(99));
      node.put("ackMaxMs", latencyMicros.getMaxValue() / 1e3);
      out.println(node);
    } else {
      SendReport.print(out, stats);
      out.println("from first send to ack:");
      for (double percentile : new double[] {50, 90, 99, 99.9, 100}) {
        out.printf(Locale.ROOT, "  p%-5s %9.2f ms%n", trim(percentile), latencyMs(percentile));
      }
      if (!settled) {
        out.println("not everything was settled in time; is the server overloaded? see /metrics");
      }
    }
    out.flush();
  }

  private static String trim(double percentile) {
    return percentile == Math.rint(percentile)
        ? Integer.toString((int) percentile)
        : Double.toString(percentile);
  }

  private double latencyMs(double percentile) {
    return latencyMicros.getValueAtPercentile(percentile) / 1e3;
  }

  private void check(String option, double value, double min, double max) {
    if (!(value >= min && value <= max)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          String.format(Locale.ROOT, "%s is %s; allowed: %s to %s", option, value, min, max));
    }
  }
}
