package kz.relog.ingest.count;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What Linux tells about datagrams that it dropped because a socket's buffer was full: the last
 * column of {@code /proc/net/udp} and {@code udp6}. Any thread; reads two small files.
 */
public final class KernelDrops {

  /** Where the kernel does not tell. */
  public static final long UNKNOWN = -1;

  private static final Pattern COLUMNS = Pattern.compile("\\s+");
  private static final List<Path> TABLES =
      List.of(Path.of("/proc/net/udp"), Path.of("/proc/net/udp6"));

  private KernelDrops() {}

  /** Drops of all datagram sockets on a local port, since they were opened. */
  public static long ofPort(int port) {
    long drops = UNKNOWN;
    for (Path table : TABLES) {
      try {
        long found = ofPort(Files.readString(table, StandardCharsets.US_ASCII), port);
        drops = found == UNKNOWN ? drops : Math.max(drops, 0) + found;
      } catch (IOException noSuchTable) {
        // Not Linux, or without this protocol.
      }
    }
    return drops;
  }

  /** Drops on a port by the text of one table. */
  static long ofPort(String table, int port) {
    String local = ":%04X".formatted(port);
    long drops = UNKNOWN;
    for (String line : table.lines().toList()) {
      // sl local_address rem_address st tx:rx tr:when retrnsmt uid timeout inode ref pointer drops
      String[] columns = COLUMNS.split(line.strip(), -1);
      if (columns.length >= 13 && columns[1].endsWith(local)) {
        drops = Math.max(drops, 0) + Long.parseLong(columns[columns.length - 1]);
      }
    }
    return drops;
  }
}
