package kz.relog.app.drill.link;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * A UDP proxy on loopback that loses, doubles, delays, reorders, cuts and alters datagrams in both
 * directions, and keeps what devices sent. One thread of its own; the counts may be read when it is
 * closed.
 */
public final class LossyDatagrams implements AutoCloseable {
  private static final int CAPTURED_MAX = 50_000;
  private static final int DATAGRAM_BYTES_MAX = 2_048;
  private static final long NS_PER_MS = 1_000_000;

  private final Weather weather;
  private final SplittableRandom random;
  private final InetSocketAddress server;
  private final Selector selector;
  private final DatagramChannel front;
  private final Map<SocketAddress, DatagramChannel> backs = new HashMap<>();
  private final PriorityQueue<Delivery> waiting =
      new PriorityQueue<>(Comparator.comparingLong(delivery -> delivery.dueNs));
  private final List<byte[]> captured = new ArrayList<>();
  private final ByteBuffer buffer = ByteBuffer.allocate(DATAGRAM_BYTES_MAX);
  private final Thread thread;
  private long lost;
  private long doubled;
  private long delayed;
  private long altered;

  /** A datagram on its way. */
  private static final class Delivery {
    private final long dueNs;
    private final byte[] bytes;
    private final DatagramChannel via;
    private final SocketAddress to;

    Delivery(long dueNs, byte[] bytes, DatagramChannel via, SocketAddress to) {
      this.dueNs = dueNs;
      this.bytes = bytes;
      this.via = via;
      this.to = to;
    }
  }

  /** Opens one in front of a server. */
  public LossyDatagrams(InetSocketAddress server, Weather weather, long seed) throws IOException {
    this.server = server;
    this.weather = weather;
    this.random = new SplittableRandom(seed);
    this.selector = Selector.open();
    this.front = DatagramChannel.open();
    front.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    front.configureBlocking(false);
    front.register(selector, SelectionKey.OP_READ);
    this.thread = new Thread(this::run, "lossy-datagrams");
    thread.setDaemon(true);
    thread.start();
  }

  /** Where devices send. */
  public InetSocketAddress address() throws IOException {
    return (InetSocketAddress) front.getLocalAddress();
  }

  private void run() {
    try {
      while (selector.isOpen()) {
        selector.select(this::receive, 1);
        deliver();
      }
    } catch (IOException | ClosedSelectorException closed) {
      // The end.
    }
  }

  private void receive(SelectionKey key) {
    DatagramChannel channel = (DatagramChannel) key.channel();
    try {
      for (SocketAddress from = channel.receive(buffer.clear());
          from != null;
          from = channel.receive(buffer.clear())) {
        byte[] bytes = Arrays.copyOf(buffer.array(), buffer.position());
        if (channel == front) {
          if (captured.size() < CAPTURED_MAX) {
            captured.add(bytes);
          }
          carry(bytes, back(from), server);
        } else {
          carry(bytes, front, (SocketAddress) key.attachment());
        }
      }
    } catch (IOException refused) {
      lost++; // the server is away: what was sent to it comes back as an error
    }
  }

  private DatagramChannel back(SocketAddress device) throws IOException {
    DatagramChannel back = backs.get(device);
    if (back == null) {
      back = DatagramChannel.open();
      back.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      back.configureBlocking(false);
      back.register(selector, SelectionKey.OP_READ, device);
      backs.put(device, back);
    }
    return back;
  }

  private void carry(byte[] bytes, DatagramChannel via, SocketAddress to) {
    if (random.nextDouble() < weather.loss()) {
      lost++;
      return;
    }
    boolean twice = random.nextDouble() < weather.duplicate();
    doubled += twice ? 1 : 0;
    for (int copy = 0; copy < (twice ? 2 : 1); copy++) {
      boolean late = random.nextDouble() < weather.delay();
      delayed += late ? 1 : 0;
      long dueNs =
          System.nanoTime() + (late ? random.nextInt(weather.delayMsMax()) * NS_PER_MS : 0);
      waiting.add(new Delivery(dueNs, damage(bytes), via, to));
    }
  }

  private byte[] damage(byte[] bytes) {
    if (bytes.length > 0 && random.nextDouble() < weather.truncate()) {
      altered++;
      return Arrays.copyOf(bytes, random.nextInt(bytes.length));
    }
    if (bytes.length > 0 && random.nextDouble() < weather.flip()) {
      altered++;
      byte[] flipped = bytes.clone();
      flipped[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      return flipped;
    }
    return bytes;
  }

  private void deliver() throws IOException {
    for (Delivery next = waiting.peek();
        next != null && next.dueNs <= System.nanoTime();
        next = waiting.peek()) {
      waiting.remove();
      try {
        next.via.send(ByteBuffer.wrap(next.bytes), next.to);
      } catch (IOException refused) {
        lost++;
      }
    }
  }

  /** What devices sent, as they sent it; when closed. */
  public List<byte[]> captured() {
    return captured;
  }

  /** Datagrams not delivered; when closed. */
  public long lost() {
    return lost;
  }

  /** Datagrams delivered twice; when closed. */
  public long doubled() {
    return doubled;
  }

  /** Datagrams delivered late; when closed. */
  public long delayed() {
    return delayed;
  }

  /** Datagrams cut or changed; when closed. */
  public long altered() {
    return altered;
  }

  @Override
  public void close() throws IOException {
    selector.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    front.close();
    for (DatagramChannel back : backs.values()) {
      back.close();
    }
  }
}
