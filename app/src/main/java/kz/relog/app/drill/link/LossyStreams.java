package kz.relog.app.drill.link;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A TCP proxy on loopback that passes streams on in pieces of chance, late, and cuts connections in
 * the middle of frames; and keeps what devices sent. Two threads for each connection.
 */
public final class LossyStreams implements AutoCloseable {
  private static final int PIECE_BYTES_MAX = 600;
  private static final int CAPTURED_BYTES_MAX = 4 << 20;
  private static final int CONNECT_MS = 2_000;
  private static final long NS_PER_MS = 1_000_000;

  private final Weather weather;
  private final InetSocketAddress server;
  private final ServerSocket front;
  private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
  private final List<ByteArrayOutputStream> captured = new ArrayList<>();
  private final AtomicLong cuts = new AtomicLong();
  private final AtomicLong pieces = new AtomicLong();
  private final AtomicLong capturedBytes = new AtomicLong();
  private final SplittableRandom seeds;

  /** Opens one in front of a server. */
  public LossyStreams(InetSocketAddress server, Weather weather, long seed) throws IOException {
    this.server = server;
    this.weather = weather;
    this.seeds = new SplittableRandom(seed);
    this.front = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    start("lossy-streams", this::accept);
  }

  /** Where devices connect. */
  public InetSocketAddress address() {
    return (InetSocketAddress) front.getLocalSocketAddress();
  }

  private static void start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket device = front.accept();
        open.add(device);
        Socket back = new Socket();
        open.add(back);
        try {
          back.connect(server, CONNECT_MS);
        } catch (IOException away) {
          device.close();
          continue;
        }
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        synchronized (captured) {
          captured.add(kept);
        }
        SplittableRandom up = seeds.split();
        SplittableRandom down = seeds.split();
        start("lossy-up", () -> pump(device, back, up, kept));
        start("lossy-down", () -> pump(back, device, down, null));
      }
    } catch (IOException closed) {
      // The end.
    }
  }

  private void pump(
      Socket from,
      Socket to,
      SplittableRandom random,
      @org.jspecify.annotations.Nullable ByteArrayOutputStream kept) {
    byte[] bytes = new byte[PIECE_BYTES_MAX];
    try (from;
        to) {
      to.setTcpNoDelay(true);
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(bytes, 0, piece(random)); n > 0; n = in.read(bytes, 0, piece(random))) {
        pieces.incrementAndGet();
        if (kept != null && capturedBytes.addAndGet(n) < CAPTURED_BYTES_MAX) {
          synchronized (captured) {
            kept.write(bytes, 0, n);
          }
        }
        if (random.nextDouble() < weather.delay()) {
          LockSupport.parkNanos(random.nextInt(weather.delayMsMax()) * NS_PER_MS / 8);
        }
        if (random.nextDouble() < weather.cut()) {
          out.write(bytes, 0, random.nextInt(n)); // a part of it still arrives
          cuts.incrementAndGet();
          return;
        }
        out.write(bytes, 0, n);
      }
    } catch (IOException cut) {
      // One end is gone; the other follows.
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  private static int piece(SplittableRandom random) {
    return 1 + random.nextInt(PIECE_BYTES_MAX);
  }

  /** What devices sent, one stream for each connection; when closed. */
  public List<byte[]> captured() {
    synchronized (captured) {
      return captured.stream().map(ByteArrayOutputStream::toByteArray).toList();
    }
  }

  /** Connections cut. */
  public long cuts() {
    return cuts.get();
  }

  /** Pieces passed on. */
  public long pieces() {
    return pieces.get();
  }

  @Override
  public void close() throws IOException {
    front.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
