package kz.relog.app.drill.link;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/** Sends what was captured once more, and what nobody ever sealed. Stateless. */
public final class Replayer {
  private static final int PAUSE_EVERY = 50;
  private static final long PAUSE_NS = 1_000_000;
  private static final int FORGED_BYTES_MAX = 400;
  private static final int READ_MS_MAX = 300;

  private Replayer() {}

  /**
   * Sends captured datagrams and streams as they were, and as many forged datagrams with a captured
   * header.
   *
   * @return frames and streams sent
   */
  public static long replay(
      InetSocketAddress udp,
      InetSocketAddress tcp,
      List<byte[]> datagrams,
      List<byte[]> streams,
      SplittableRandom random)
      throws IOException, InterruptedException {
    long sent = 0;
    try (DatagramSocket socket = new DatagramSocket()) {
      for (byte[] datagram : datagrams) {
        socket.send(new DatagramPacket(datagram, datagram.length, udp));
        byte[] forged = new byte[Math.max(datagram.length, random.nextInt(FORGED_BYTES_MAX))];
        random.nextBytes(forged);
        System.arraycopy(datagram, 0, forged, 0, Math.min(10, datagram.length));
        socket.send(new DatagramPacket(forged, forged.length, udp));
        sent += 2;
        if (sent % PAUSE_EVERY == 0) {
          LockSupport.parkNanos(PAUSE_NS); // lest the kernel drop them before the server sees them
        }
      }
    }
    for (byte[] stream : streams) {
      try (Socket socket = new Socket(tcp.getAddress(), tcp.getPort())) {
        socket.setSoTimeout(READ_MS_MAX);
        socket.getOutputStream().write(stream);
        sent++;
        byte[] answers = new byte[4_096];
        while (socket.getInputStream().read(answers) > 0) {
          // Let the server speak; nobody listens.
        }
      } catch (IOException closed) {
        // The server closed it, or stays silent: both are right.
      }
    }
    return sent;
  }
}
