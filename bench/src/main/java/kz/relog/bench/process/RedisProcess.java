package kz.relog.bench.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** A Redis of this machine on loopback and a folder of its own. One thread. */
public final class RedisProcess implements AutoCloseable {
  private static final Pattern READY = Pattern.compile(".*Ready to accept connections.*");

  private final ChildProcess child;
  private final int port;

  private RedisProcess(ChildProcess child, int port) {
    this.child = child;
    this.port = port;
  }

  /**
   * Starts it with an append-only file and waits until it is ready.
   *
   * @param folder for its files
   * @param fsync its {@code appendfsync}: always or everysec
   */
  public static RedisProcess start(Path folder, String fsync) throws IOException {
    int port = freePort();
    ChildProcess child =
        ChildProcess.start(
            List.of(
                "redis-server",
                "--bind",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--dir",
                folder.toString(),
                "--save",
                "",
                "--appendonly",
                "yes",
                "--appendfsync",
                fsync),
            READY);
    child.awaitReady();
    return new RedisProcess(child, port);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Where it listens, on loopback. */
  public int port() {
    return port;
  }

  /** Process number. */
  public long pid() {
    return child.pid();
  }

  @Override
  public void close() {
    child.close();
  }
}
