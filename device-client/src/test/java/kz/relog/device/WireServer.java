package kz.relog.device;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongSupplier;

/**
 * The model server behind real sockets of the loopback. Datagrams are lost and repeated by seeded
 * decisions; streams are cut after a number of frames if asked.
 */
final class WireServer implements Closeable {
  final WireModel model = new WireModel();

  private final DatagramSocket udp;
  private final ServerSocket tcp;
  private final Random random;
  private final int lossPercent;
  private final LongSupplier framesPerConnection;
  private final List<Socket> accepted = new ArrayList<>();
  private volatile boolean closed;

  /** Datagrams come to nothing. */
  volatile boolean udpMute;

  /** Streams are read and never answered; asked when a frame has come. */
  volatile boolean tcpMute;

  WireServer(long seed, int lossPercent, LongSupplier framesPerConnection) throws IOException {
    this.random = new Random(seed);
    this.lossPercent = lossPercent;
    this.framesPerConnection = framesPerConnection;
    udp = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    udp.setReceiveBufferSize(4 << 20);
    tcp = new ServerSocket();
    tcp.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
    start(this::serveDatagrams);
    start(this::acceptStreams);
  }

  ServerAddress udpAddress() {
    return new ServerAddress(
        ServerAddress.Carriage.UDP, (InetSocketAddress) udp.getLocalSocketAddress());
  }

  ServerAddress tcpAddress() {
    return new ServerAddress(
        ServerAddress.Carriage.TCP, (InetSocketAddress) tcp.getLocalSocketAddress());
  }

  ServerAddress bothAddresses() {
    return ServerAddress.auto(udpAddress().socket(), tcpAddress().socket());
  }

  /** Streams accepted so far. */
  int accepted() {
    synchronized (accepted) {
      return accepted.size();
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    udp.close();
    tcp.close();
    synchronized (accepted) {
      for (Socket socket : accepted) {
        socket.close();
      }
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (SocketException e) {
                // Closed by the test or by the peer.
              } catch (IOException e) {
                if (!closed) {
                  throw new IllegalStateException(e);
                }
              }
            },
            "wire-server");
    thread.setDaemon(true);
    thread.start();
  }

  private void serveDatagrams() throws IOException {
    byte[] bytes = new byte[2048];
    while (!closed) {
      DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
      udp.receive(packet);
      if (udpMute || random.nextInt(100) < lossPercent) {
        continue;
      }
      byte[] ack = model.answer(bytes, packet.getLength());
      int copies = random.nextInt(100) < lossPercent ? random.nextInt(3) : 1;
      for (int i = 0; ack != null && i < copies; i++) {
        udp.send(new DatagramPacket(ack, ack.length, packet.getSocketAddress()));
      }
    }
  }

  private void acceptStreams() throws IOException {
    while (!closed) {
      Socket socket = tcp.accept();
      synchronized (accepted) {
        accepted.add(socket);
      }
      start(() -> serveStream(socket));
    }
  }

  private void serveStream(Socket socket) throws IOException {
    try (socket) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      long frames = framesPerConnection.getAsLong();
      while (frames-- > 0) {
        int low = in.read();
        if (low < 0) {
          return;
        }
        byte[] frame = new byte[low | in.readUnsignedByte() << 8];
        in.readFully(frame);
        if (tcpMute) {
          continue;
        }
        byte[] ack = model.answer(frame, frame.length);
        if (ack != null) {
          byte[] bytes = new byte[2 + ack.length];
          bytes[0] = (byte) ack.length;
          bytes[1] = (byte) (ack.length >>> 8);
          System.arraycopy(ack, 0, bytes, 2, ack.length);
          out.write(bytes);
        }
      }
    }
  }
}
