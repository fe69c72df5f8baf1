package kz.relog.device;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import kz.relog.proto.frame.FrameDescriptor;

/**
 * One stream per device, made when the device has something to send: a server closes a stream that
 * stays silent. Frames follow their two-byte little-endian lengths.
 */
final class TcpCarrier implements Carrier {
  private static final int LENGTH_BYTES = FrameDescriptor.TCP_LENGTH_BYTES;
  private static final int FRAME_BYTES_MAX = FrameDescriptor.TCP_FRAME_BYTES_MAX;

  /** Frames of one device that share a write. */
  private static final int OUT_BYTES = 64 << 10;

  private static final int IN_BYTES = 64 << 10;

  private static final long CONNECT_NS_MAX = 10_000_000_000L;

  private final ServerAddress server;
  private final RetryPolicy retry;
  private final Selector selector;
  private final Tally tally;
  private final Random random;
  private final List<TcpConnection> connections = new ArrayList<>();
  private final byte[] out = new byte[OUT_BYTES];
  private final ByteBuffer outBuffer = ByteBuffer.allocateDirect(OUT_BYTES);
  private final byte[] in = new byte[LENGTH_BYTES + FRAME_BYTES_MAX + IN_BYTES];
  private final ByteBuffer inBuffer = ByteBuffer.allocateDirect(IN_BYTES);

  TcpCarrier(
      ServerAddress server, RetryPolicy retry, Selector selector, Tally tally, Random random) {
    this.server = server;
    this.retry = retry;
    this.selector = selector;
    this.tally = tally;
    this.random = random;
  }

  @Override
  public void add() {
    connections.add(new TcpConnection(connections.size()));
  }

  @Override
  public long dueNs(int device, Sender sender, long nowNs) {
    TcpConnection connection = connections.get(device);
    if (connection.channel == null) {
      return Math.max(sender.dueNs(nowNs), connection.notBeforeNs);
    }
    if (!connection.connected) {
      return connection.notBeforeNs;
    }
    long silentNs = silentNs(connection);
    return connection.unwritten.length > 0 ? silentNs : Math.min(silentNs, sender.dueNs(nowNs));
  }

  @Override
  public int send(int device, Sender sender, long nowNs) {
    TcpConnection connection = connections.get(device);
    if (connection.channel == null) {
      if (nowNs < connection.notBeforeNs) {
        return 0;
      }
      connect(connection, sender, nowNs);
    } else if (nowNs >= (connection.connected ? silentNs(connection) : connection.notBeforeNs)) {
      disconnect(connection, sender, nowNs);
    }
    SocketChannel channel = connection.channel;
    if (channel == null || !connection.connected || connection.unwritten.length > 0) {
      return 0;
    }
    sender.meter().carriage(ServerAddress.Carriage.TCP);
    int frames = 0;
    int end = 0;
    while (end + LENGTH_BYTES + FRAME_BYTES_MAX <= OUT_BYTES) {
      int length = sender.nextFrame(nowNs, out, end + LENGTH_BYTES, FRAME_BYTES_MAX);
      if (length == 0) {
        break;
      }
      out[end] = (byte) length;
      out[end + 1] = (byte) (length >>> 8);
      end += LENGTH_BYTES + length;
      frames++;
    }
    if (end > 0) {
      connection.unansweredSinceNs = Math.min(connection.unansweredSinceNs, nowNs);
      write(connection, channel, end, sender, nowNs);
    }
    return frames;
  }

  @Override
  public int receive(long nowNs, Sink sink) throws IOException {
    selector.selectNow();
    int frames = 0;
    Iterator<SelectionKey> keys = selector.selectedKeys().iterator();
    while (keys.hasNext()) {
      SelectionKey key = keys.next();
      keys.remove();
      if (key.attachment() instanceof TcpConnection) {
        TcpConnection connection = (TcpConnection) key.attachment();
        frames += onReady(connection, nowNs, sink);
        sink.onChanged(connection.device, nowNs);
      }
    }
    return frames;
  }

  @Override
  public void close() throws IOException {
    for (TcpConnection connection : connections) {
      if (connection.channel != null) {
        connection.channel.close();
      }
    }
  }

  /** Closes the connection of a device that goes another way. */
  void leave(int device) {
    TcpConnection connection = connections.get(device);
    if (connection.channel != null) {
      close(connection);
      connection.notBeforeNs = Long.MIN_VALUE;
    }
  }

  /**
   * When a connection counts as dead: the kernel of a phone may take a quarter of an hour to say
   * so.
   */
  private long silentNs(TcpConnection connection) {
    long since = connection.unansweredSinceNs;
    return since == Sender.NEVER ? since : since + retry.deadMs() * Sender.NS_PER_MS;
  }

  private int onReady(TcpConnection connection, long nowNs, Sink sink) {
    SocketChannel channel = connection.channel;
    SelectionKey key = connection.key;
    if (channel == null || key == null || !key.isValid()) {
      return 0;
    }
    Sender sender = sink.sender(connection.device);
    try {
      if (key.isConnectable() && channel.finishConnect()) {
        onConnected(connection, key);
      }
      if (key.isWritable() && connection.unwritten.length > 0) {
        byte[] bytes = connection.unwritten;
        connection.unwritten = TcpConnection.NOTHING;
        System.arraycopy(bytes, 0, out, 0, bytes.length);
        write(connection, channel, bytes.length, sender, nowNs);
      }
      return key.isValid() && key.isReadable() ? read(connection, channel, nowNs, sink) : 0;
    } catch (IOException e) {
      disconnect(connection, sender, nowNs);
      return 0;
    }
  }

  private void connect(TcpConnection connection, Sender sender, long nowNs) {
    try {
      SocketChannel channel = SocketChannel.open();
      connection.channel = channel;
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      connection.notBeforeNs = nowNs + CONNECT_NS_MAX;
      boolean done = channel.connect(server.tcp());
      SelectionKey key =
          channel.register(selector, done ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT);
      key.attach(connection);
      connection.key = key;
      if (done) {
        onConnected(connection, key);
      }
    } catch (IOException | UnresolvedAddressException e) {
      disconnect(connection, sender, nowNs);
    }
  }

  private void onConnected(TcpConnection connection, SelectionKey key) {
    connection.connected = true;
    if (connection.wasConnected) {
      tally.reconnects++;
    }
    connection.wasConnected = true;
    key.interestOps(SelectionKey.OP_READ);
  }

  private void disconnect(TcpConnection connection, Sender sender, long nowNs) {
    if (!connection.connected) {
      tally.sendErrors++;
    }
    close(connection);
    connection.notBeforeNs =
        nowNs + Backoff.waitNs(retry.firstMs(), retry.capMs(), connection.failures++, random);
    sender.onDisconnected(nowNs);
  }

  private void close(TcpConnection connection) {
    if (connection.channel != null) {
      try {
        connection.channel.close();
      } catch (IOException e) {
        tally.sendErrors++;
      }
    }
    connection.channel = null;
    connection.key = null;
    connection.connected = false;
    connection.unansweredSinceNs = Sender.NEVER;
    connection.unwritten = TcpConnection.NOTHING;
    connection.halfRead = TcpConnection.NOTHING;
  }

  private void write(
      TcpConnection connection, SocketChannel channel, int end, Sender sender, long nowNs) {
    Buffers.clear(outBuffer);
    outBuffer.put(out, 0, end);
    Buffers.flip(outBuffer);
    try {
      channel.write(outBuffer);
    } catch (IOException e) {
      disconnect(connection, sender, nowNs);
      return;
    }
    boolean blocked = outBuffer.hasRemaining();
    if (blocked) {
      connection.unwritten = Arrays.copyOfRange(out, end - outBuffer.remaining(), end);
    }
    SelectionKey key = connection.key;
    if (key != null) {
      key.interestOps(
          blocked ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }
  }

  private int read(TcpConnection connection, SocketChannel channel, long nowNs, Sink sink)
      throws IOException {
    Buffers.clear(inBuffer);
    int count = channel.read(inBuffer);
    if (count < 0) {
      disconnect(connection, sink.sender(connection.device), nowNs);
      return 0;
    }
    Buffers.flip(inBuffer);
    int kept = connection.halfRead.length;
    System.arraycopy(connection.halfRead, 0, in, 0, kept);
    inBuffer.get(in, kept, count);
    int end = kept + count;
    int at = 0;
    int frames = 0;
    while (end - at >= LENGTH_BYTES) {
      int length = (in[at] & 0xFF) | (in[at + 1] & 0xFF) << 8;
      if (length < FrameDescriptor.FRAME_BYTES_MIN || length > FRAME_BYTES_MAX) {
        disconnect(connection, sink.sender(connection.device), nowNs);
        return frames;
      }
      if (end - at < LENGTH_BYTES + length) {
        break;
      }
      if (sink.onFrame(connection.device, in, at + LENGTH_BYTES, length, nowNs)) {
        connection.failures = 0;
        connection.unansweredSinceNs = Sender.NEVER;
      }
      frames++;
      at += LENGTH_BYTES + length;
    }
    connection.halfRead = at == end ? TcpConnection.NOTHING : Arrays.copyOfRange(in, at, end);
    return frames;
  }
}
