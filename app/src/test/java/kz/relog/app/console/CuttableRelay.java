package kz.relog.app.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Passes bytes between a browser and a server until the line is cut: then open connections break
 * and new ones break at once, until it is mended. Threads of its own.
 */
final class CuttableRelay implements AutoCloseable {
  private final ServerSocket front;
  private final URI server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean cut;

  private CuttableRelay(ServerSocket front, URI server) {
    this.front = front;
    this.server = server;
  }

  /** Listens on a free port of loopback. */
  static CuttableRelay to(URI server) {
    try {
      CuttableRelay relay =
          new CuttableRelay(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), server);
      relay.start(relay::accept);
      return relay;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The address to open instead of the server's. */
  URI uri() {
    return URI.create("http://127.0.0.1:" + front.getLocalPort());
  }

  void cut() {
    cut = true;
    open.forEach(CuttableRelay::close);
  }

  void mend() {
    cut = false;
  }

  private void accept() {
    try {
      while (!front.isClosed()) {
        Socket browser = keep(front.accept());
        Socket back = keep(new Socket(server.getHost(), server.getPort()));
        if (cut) {
          close(browser);
          close(back);
        }
        start(() -> pass(browser, back));
        start(() -> pass(back, browser));
      }
    } catch (IOException e) {
      open.forEach(CuttableRelay::close); // closed, or the server is gone
    }
  }

  private void pass(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
    } catch (IOException e) {
      // One end is gone: so is the other.
    } finally {
      close(from);
      close(to);
      open.remove(from);
      open.remove(to);
    }
  }

  private Socket keep(Socket socket) {
    open.add(socket);
    return socket;
  }

  private void start(Runnable work) {
    Thread thread = new Thread(work, "cuttable-relay");
    thread.setDaemon(true);
    thread.start();
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      front.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut();
  }
}
