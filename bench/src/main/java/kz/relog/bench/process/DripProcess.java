package kz.relog.bench.process;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.regex.Pattern;
import kz.relog.bench.load.DripFleet;

/**
 * Connections that never finish a frame, in a process of its own: neither their work nor their
 * sockets fall upon the one that measures.
 */
public final class DripProcess implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("ready drips=(\\d+)");

  private final ChildProcess child;
  private final int open;

  private DripProcess(ChildProcess child, int open) {
    this.child = child;
    this.open = open;
  }

  /**
   * Starts it and waits until nine in ten of them are open.
   *
   * @param target where they connect
   * @param drips how many
   */
  public static DripProcess start(InetSocketAddress target, int drips) throws IOException {
    ChildProcess child =
        ChildProcess.start(
            JavaCommand.of(
                System.getProperty("java.class.path"),
                DripFleet.class.getName(),
                List.of(
                    target.getHostString(),
                    Integer.toString(target.getPort()),
                    Integer.toString(drips))),
            READY);
    return new DripProcess(child, Integer.parseInt(child.awaitReady().group(1)));
  }

  /** So many were open when it was ready; the rest follow. */
  public int open() {
    return open;
  }

  @Override
  public void close() {
    child.close();
  }
}
