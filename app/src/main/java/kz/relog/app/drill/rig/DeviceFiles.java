package kz.relog.app.drill.rig;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What a device process keeps in its folder. Stateless. */
public final class DeviceFiles {
  private DeviceFiles() {}

  /** Its key; counters and spool lie beside it. */
  public static Path key(Path folder) {
    return folder.resolve("device.key");
  }

  /** Its acks: a line each, forced before the next. */
  public static Path ledger(Path folder) {
    return folder.resolve("ledger");
  }

  /** When it exists, the device samples no more. */
  public static Path stop(Path folder) {
    return folder.resolve("stop");
  }

  private static Path offered(Path folder) {
    return folder.resolve("offered");
  }

  /** One more than the highest number of a fix that any run may have offered; 0 at first. */
  public static int readOffered(Path folder) throws IOException {
    Path file = offered(folder);
    return Files.exists(file) && Files.size(file) == Integer.BYTES
        ? ByteBuffer.wrap(Files.readAllBytes(file)).getInt()
        : 0;
  }

  /** Promises that only fixes below are offered; written before they are. */
  public static void writeOffered(Path folder, int count) throws IOException {
    try (FileChannel file =
        FileChannel.open(offered(folder), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.allocate(Integer.BYTES).putInt(count).flip(), 0);
    }
  }

  /** Opens the ledger to append to it; a line that a kill cut off is ended first. */
  static FileChannel openLedger(Path folder) throws IOException {
    FileChannel file =
        FileChannel.open(ledger(folder), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    append(file, "");
    return file;
  }

  /** Appends a line. */
  static void append(FileChannel file, String line) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.US_ASCII));
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }
}
