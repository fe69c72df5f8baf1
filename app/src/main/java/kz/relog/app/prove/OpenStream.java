package kz.relog.app.prove;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import kz.relog.app.client.LiveStream;
import kz.relog.app.client.LiveStream.Line;

/**
 * A live stream of the company that is open while one of its drivers is erased: from then on it
 * says that the location is off, once, and nothing of the driver any more. For one thread.
 */
final class OpenStream implements AutoCloseable {
  private final LiveStream stream;
  private final PlantedDriver driver;
  private int toldWhenErased;

  private OpenStream(LiveStream stream, PlantedDriver driver) {
    this.stream = stream;
    this.driver = driver;
  }

  /** Opens one and waits until it shows the driver. */
  static OpenStream showing(ErasureProcess server, PlantedDriver driver, Wait wait)
      throws IOException, InterruptedException {
    OpenStream open = new OpenStream(server.watch(), driver);
    wait.until(
        "the live stream to show the driver",
        () -> open.stream.lines().stream().anyMatch(line -> line.shows(open.device())));
    return open;
  }

  private String device() {
    return driver.drive().device().id();
  }

  /** The erasure is done: whatever comes now comes afterwards. */
  void onErased() {
    toldWhenErased = stream.lines().size();
  }

  /**
   * Adds its rows, once the others have driven on.
   *
   * @param canaries of the erased
   * @param folder for what is searched
   */
  void examine(ProofTable table, List<Canary> canaries, Wait wait, Path folder) throws IOException {
    wait.until("the live stream to go on", () -> stream.lines().size() > toldWhenErased);
    List<Line> told = stream.lines();
    int off = 0;
    while (off < told.size() && !told.get(off).tellsOff(device())) {
      off++;
    }
    boolean isTold = off < told.size();
    long afterMs = isTold ? Math.max(0, told.get(off).atNs() - driver.blockedNs()) / 1_000_000 : 0;
    table.same(
        "a live stream that was open: the location is off",
        isTold ? afterMs + " ms after the answer" : "",
        isTold,
        "it was never told");
    table.add(
        "  and after that: where the driver is",
        told.size() - off + " messages",
        told.stream().skip(off).filter(line -> line.shows(device())).count(),
        "");
    table.add(
        "  and once the driver is erased: anything",
        search(canaries, told.subList(toldWhenErased, told.size()), folder));
  }

  private static CanarySearch.Found search(List<Canary> canaries, List<Line> lines, Path folder)
      throws IOException {
    Path file = folder.resolve("stream");
    Files.writeString(file, lines.stream().map(Line::text).collect(Collectors.joining("\n")));
    try {
      return new CanarySearch(canaries).search(file);
    } finally {
      Files.delete(file);
    }
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
