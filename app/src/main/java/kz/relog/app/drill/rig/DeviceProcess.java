package kz.relog.app.drill.rig;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import kz.relog.app.client.AdminClient;
import kz.relog.app.client.AdminClient.NewDevice;
import kz.relog.app.drill.ledger.AckLedger;
import kz.relog.app.drill.ledger.FixPattern;
import kz.relog.device.ServerAddress;

/**
 * A device in a process of its own, with its spool and its ledger of acks on its disk, to be killed
 * and started again. One thread.
 */
public final class DeviceProcess implements AutoCloseable {
  private final Path folder;
  private final ServerAddress server;
  private final long ref;
  private final FixPattern pattern;
  private Optional<JavaProcess> process = Optional.empty();
  private long acked;
  private long recovered;

  private DeviceProcess(Path folder, ServerAddress server, long ref, FixPattern pattern) {
    this.folder = folder;
    this.server = server;
    this.ref = ref;
    this.pattern = pattern;
  }

  /** Creates the device on a running server and writes its key. */
  public static DeviceProcess enrol(
      AdminClient admin, ServerAddress server, Path folder, FixPattern pattern) throws IOException {
    NewDevice device = admin.createDevice("Phone " + pattern.device());
    device.identity().write(DeviceFiles.key(folder));
    return new DeviceProcess(folder, server, Long.parseUnsignedLong(device.id(), 16), pattern);
  }

  /** Starts it unless it runs. */
  public void ensureRunning() throws IOException {
    if (process.map(JavaProcess::isAlive).orElse(false)) {
      return;
    }
    process =
        Optional.of(
            JavaProcess.start(
                List.of(),
                List.of(
                    "drill",
                    "device",
                    folder.toString(),
                    server.toString(),
                    Integer.toString(pattern.device()),
                    Long.toString(pattern.startMs()))));
  }

  /** kill −9. */
  public void kill9() throws InterruptedException {
    if (process.isPresent()) {
      process.get().kill9();
    }
  }

  /** Asks it to sample no more, and waits until all it holds is settled and it has ended. */
  public boolean finish(long timeoutMs) throws IOException, InterruptedException {
    Files.writeString(DeviceFiles.stop(folder), "stop\n");
    JavaProcess running = process.orElseThrow();
    return running.awaitExit(timeoutMs).map(exit -> exit == 0).orElse(false);
  }

  /** Adds what its ledger says; a line that a kill cut off says nothing. May be called again. */
  public void readLedger(AckLedger ledger) throws IOException {
    ledger.device(ref, pattern);
    ledger.offered(ref, DeviceFiles.readOffered(folder));
    acked = 0;
    recovered = 0;
    for (String line : ledgerLines()) {
      String[] words = line.split(" ", -1);
      if (words.length != 6 || !words[5].equals(".")) {
        continue;
      }
      long batch = Long.parseLong(words[1]);
      int fixes = Integer.parseInt(words[2]);
      switch (words[0]) {
        case "sent", "recovered" -> {
          recovered += words[0].equals("recovered") ? 1 : 0;
          ledger.sent(ref, batch, fixes, Long.parseLong(words[3]), Long.parseLong(words[4]));
        }
        case "acked" -> {
          acked++;
          ledger.acked(ref, batch, fixes, Integer.parseInt(words[3]));
        }
        case "refused" -> ledger.refused(ref, batch, fixes);
        default -> throw new IOException("the device's ledger has a line of another kind");
      }
    }
  }

  private List<String> ledgerLines() throws IOException {
    Path file = DeviceFiles.ledger(folder);
    return Files.exists(file) ? Files.readAllLines(file, StandardCharsets.US_ASCII) : List.of();
  }

  /** Acks in its ledger when it was read last. */
  public long acked() {
    return acked;
  }

  /** Batches that its runs found in the spool, when its ledger was read last. */
  public long recovered() {
    return recovered;
  }

  /** Its last lines. */
  public String output() {
    return process.map(JavaProcess::output).orElse("");
  }

  @Override
  public void close() {
    process.ifPresent(JavaProcess::close);
  }
}
