package kz.relog.app.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code relog demo}: everything in one process, to look at. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Starts a server on embedded stores and drives a simulated fleet through its real sockets.",
      "Open the printed address to watch it on a map. Ends with the counts of both sides."
    })
public final class DemoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--vehicles",
      paramLabel = "N",
      defaultValue = "40",
      description = "Vehicles, 1 to 2000 (default ${DEFAULT-VALUE}).")
  private int vehicles;

  @Option(
      names = "--speed",
      paramLabel = "X",
      defaultValue = "30",
      description = "Times faster than real time, 1 to 120 (default ${DEFAULT-VALUE}).")
  private double speed;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "60",
      description = "Seconds to drive, 5 to 86400 (default ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "Port of the page on 127.0.0.1; 0 picks a free one (default).")
  private int httpPort;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Keep journal and records here; else they are deleted at the end.")
  private @Nullable Path data;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Invents another city and other drives (default ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--json", description = "Print only the summary, as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    check("--vehicles", vehicles, 1, 2000);
    check("--speed", speed, 1, 120);
    check("--seconds", seconds, 5, 86_400);
    check("--http-port", httpPort, 0, 65_535);
    PrintWriter out = spec.commandLine().getOut();
    try (Demo demo = new Demo(new DemoOptions(vehicles, speed, seconds, httpPort, data, seed))) {
      if (!json) {
        out.println("Watch it: " + demo.httpUri() + "/#token=" + demo.token());
        out.flush();
      }
      drive(demo, out);
      DemoSummary summary = demo.finish();
      out.println(json ? asJson(summary) : summary.text());
      out.flush();
      return summary.disagreements().isEmpty() ? 0 : 1;
    }
  }

  private void drive(Demo demo, PrintWriter out) {
    boolean terminal = CommandLine.Help.Ansi.AUTO.enabled();
    DemoScreen screen = new DemoScreen(demo, out, terminal);
    long showEveryNs = (terminal ? 1 : 5) * 1_000_000_000L;
    long startNs = System.nanoTime();
    long endNs = startNs + seconds * 1_000_000_000L;
    long showNs = startNs + 1_000_000_000;
    while (System.nanoTime() < endNs) {
      demo.drive(5);
      if (!json && System.nanoTime() >= showNs) {
        screen.show(demo.live(), (int) ((endNs - System.nanoTime()) / 1_000_000_000));
        showNs += showEveryNs;
      }
    }
  }

  private static String asJson(DemoSummary summary) {
    ObjectNode node = new ObjectMapper().createObjectNode();
    node.put("sent", summary.sent());
    node.put("acked", summary.acked());
    node.put("stored", summary.stored());
    node.put("refused", summary.refused());
    node.put("archived", summary.archived());
    node.put("retriedFrames", summary.retriedFrames());
    node.put("duplicateFixes", summary.duplicateFixes());
    node.put("ackP50Ms", summary.ackLatencyMicros().getValueAtPercentile(50) / 1e3);
    node.put("ackP99Ms", summary.ackLatencyMicros().getValueAtPercentile(99) / 1e3);
    node.put("agree", summary.disagreements().isEmpty());
    return node.toString();
  }

  private void check(String option, double value, double min, double max) {
    if (!(value >= min && value <= max)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          option + " is " + text(value) + "; allowed: " + text(min) + " to " + text(max));
    }
  }

  private static String text(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
