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
import kz.relog.bench.process.ServerProcess;
import kz.relog.device.DeviceIdentity;

/**
 * How large, how long and where to print. Immutable.
 *
 * @param library the folder with the jars of the packaged application
 * @param work the folder below which data folders are made and removed
 * @param devices that send
 * @param idleDevices that only exist, when memory is measured
 * @param rounds of each pair
 * @param seconds measured in each round
 * @param rampSeconds before them
 * @param lanes sockets of the load
 * @param window frames on their way in all
 * @param out for the results
 */
public record BenchSetup(
    Path library,
    Path work,
    int devices,
    int idleDevices,
    int rounds,
    double seconds,
    double rampSeconds,
    int lanes,
    int window,
    PrintWriter out) {

  /** Frames on their way on each socket. */
  int windowPerLane() {
    return Math.max(1, window / lanes);
  }

  /** Creates devices through the API. */
  static List<DeviceIdentity> enrol(ServerProcess server, int count) {
    return server.admin().createDevices("Bench", count).stream()
        .map(AdminClient.NewDevice::identity)
        .toList();
  }

  /** Prints one line. */
  void say(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
    out.flush();
  }

  /** An empty folder of its own. */
  Path makeFolder(String name) throws IOException {
    return Files.createTempDirectory(Files.createDirectories(work), name + "-");
  }

  /** Removes a folder with all it holds. */
  static void remove(Path folder) throws IOException {
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
