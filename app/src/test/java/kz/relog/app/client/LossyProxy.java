package kz.relog.app.client;

import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Stands between one device and a server's UDP port and loses, repeats and swaps datagrams both
 * ways by seeded decisions.
 */
final class LossyProxy implements Closeable {
  private final DatagramSocket front;
  private final DatagramSocket back;
  private final int lossPercent;
  private volatile InetSocketAddress server;
  private volatile @Nullable InetSocketAddress device;

  /** Everything is lost. */
  volatile boolean mute;

  LossyProxy(InetSocketAddress server, int lossPercent, long seed) throws IOException {
    this.server = server;
    this.lossPercent = lossPercent;
    front = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    back = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    start(front, back, new Random(seed), true);
    start(back, front, new Random(seed + 1), false);
  }

  InetSocketAddress address() {
    return (InetSocketAddress) front.getLocalSocketAddress();
  }

  /** The server is somewhere else now. */
  void server(InetSocketAddress address) {
    server = address;
  }

  @Override
  public void close() {
    front.close();
    back.close();
  }

  private void start(DatagramSocket from, DatagramSocket to, Random random, boolean up) {
    Thread thread =
        new Thread(
            () -> {
              try {
                carry(from, to, random, up);
              } catch (SocketException e) {
                // closed by the test
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            },
            "lossy-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private void carry(DatagramSocket from, DatagramSocket to, Random random, boolean up)
      throws IOException {
    byte[] held = new byte[0];
    byte[] bytes = new byte[2048];
    while (true) {
      DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
      from.receive(packet);
      if (up) {
        device = (InetSocketAddress) packet.getSocketAddress();
      }
      InetSocketAddress target = up ? server : device;
      if (target == null || mute || random.nextInt(100) < lossPercent) {
        continue;
      }
      byte[] now = Arrays.copyOf(bytes, packet.getLength());
      if (held.length == 0 && random.nextInt(100) < lossPercent) {
        held = now; // overtaken by the next one
        continue;
      }
      int copies = random.nextInt(100) < lossPercent ? 2 : 1;
      for (int i = 0; i < copies; i++) {
        to.send(new DatagramPacket(now, now.length, target));
      }
      if (held.length > 0) {
        to.send(new DatagramPacket(held, held.length, target));
        held = new byte[0];
      }
    }
  }
}
