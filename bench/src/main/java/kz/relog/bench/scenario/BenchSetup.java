package kz.relog.bench.scenario;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import kz.relog.app.client.AdminClient;
import kz.relog.app.config.Settings;
import kz.relog.bench.process.ServerBuild;
import kz.relog.bench.process.ServerProcess;
import kz.relog.bench.report.Figure;
import kz.relog.bench.report.Report;
import kz.relog.bench.report.Target;
import kz.relog.device.DeviceIdentity;

/**
 * What every bench is given: which server, where, how much load, where to tell. Immutable.
 *
 * @param build the server that is measured
 * @param work the folder below which data folders are made and removed
 * @param load how much, how long
 * @param report takes what is found
 * @param out what is told on the way
 */
public record BenchSetup(
    ServerBuild build, Path work, LoadShape load, Report report, PrintWriter out) {

  /** Event loops of server and sinks: as {@code relog serve} chooses by itself. */
  public static int loops() {
    return Math.max(1, Math.min(16, Runtime.getRuntime().availableProcessors() / 2));
  }

  /** Starts the server on a folder. */
  public ServerProcess serve(Path data, String... options) throws IOException {
    return ServerProcess.start(build, data, List.of(options));
  }

  /** Creates devices through the API. */
  public static List<DeviceIdentity> enrol(ServerProcess server, int count) {
    return server.admin().createDevices("Bench", count).stream()
        .map(AdminClient.NewDevice::identity)
        .toList();
  }

  /** The same with another server. */
  public BenchSetup with(ServerBuild other) {
    return new BenchSetup(other, work, load, report, out);
  }

  /** The same with another load. */
  public BenchSetup with(LoadShape other) {
    return new BenchSetup(build, work, other, report, out);
  }

  /** Prints one line. */
  public void say(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
    out.flush();
  }

  /** Takes a figure and prints it. */
  public void found(Figure figure) {
    report.add(figure);
    String place = figure.place();
    say(
        "  = %s%s: %s%s",
        figure.who(),
        place.isEmpty() ? "" : ", " + place,
        figure.text(),
        Target.find(figure).map(target -> "  [" + target.verdict(figure) + "]").orElse(""));
  }

  /** An empty folder of its own. */
  public Path makeFolder(String name) throws IOException {
    return Files.createTempDirectory(Files.createDirectories(work), name + "-");
  }

  /**
   * Removes a folder with all it holds, and the list of the erased that a server puts beside it.
   */
  public static void remove(Path folder) throws IOException {
    Files.deleteIfExists(Settings.erasedListBeside(folder));
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(
              file -> {
                try {
                  Files.delete(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
