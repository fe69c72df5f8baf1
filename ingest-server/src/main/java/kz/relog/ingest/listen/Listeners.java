package kz.relog.ingest.listen;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.unix.UnixChannelOption;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import kz.relog.ingest.IngestClock;
import kz.relog.ingest.IngestConfig;
import kz.relog.ingest.IngestLimits;
import kz.relog.ingest.TlsFiles;
import kz.relog.ingest.count.Counters;
import org.jspecify.annotations.Nullable;

/**
 * The sockets: on Linux one datagram socket per event loop on the same port, read and written by
 * many datagrams per system call; elsewhere one. One listening socket for connections, which are
 * spread over the loops. Thread: the one that starts and stops the server.
 */
// What becomes of a write or a close is told by the pipeline, not by its future.
@SuppressWarnings("FutureReturnValueIgnored")
public final class Listeners {

  /**
   * One more than a frame may have, so that a longer datagram is noticed as such; a multiple of
   * eight.
   */
  private static final int DATAGRAM_BYTES_MAX = IngestLimits.UDP_FRAME_BYTES_MAX + 8;

  /** Datagrams read before the loop looks after its acks. */
  private static final int READS_PER_TURN = 4;

  private static final int ACCEPT_BACKLOG = 4_096;
  private static final int DRAIN_TURNS = 1_000;
  private static final long TLS_REFRESH_SECONDS = 1;
  private static final long QUIET_MS = 0;
  private static final long STOP_MS = 5_000;

  private final IngestConfig config;
  private final boolean epoll;
  private final EventLoopGroup group;
  private final List<EventLoop> eventLoops = new ArrayList<>();
  private List<IoLoop> loops = List.of();

  /** The last look after the certificate. Thread: the first loop. */
  private CompletableFuture<Void> refreshing = CompletableFuture.completedFuture(null);

  private final List<Channel> datagramChannels = new ArrayList<>();
  private @Nullable Channel server;
  private @Nullable Channel tlsServer;

  /** Event loops without sockets. */
  public Listeners(IngestConfig config) {
    this.config = config;
    this.epoll =
        switch (config.sockets()) {
          case AUTO -> Epoll.isAvailable();
          case EPOLL -> true;
          case NIO -> false;
        };
    if (epoll) {
      Epoll.ensureAvailability();
    }
    this.group =
        new MultiThreadIoEventLoopGroup(
            config.eventLoops(),
            new DefaultThreadFactory("relog-loop"),
            epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    for (EventExecutor executor : group) {
      eventLoops.add((EventLoop) executor);
    }
  }

  /** The threads, in the order of their numbers. */
  public List<EventLoop> eventLoops() {
    return List.copyOf(eventLoops);
  }

  /**
   * Opens the sockets.
   *
   * @param ioLoops one per event loop, in their order
   * @param clock for deadlines
   * @param acceptCounters of the loop that accepts
   */
  public void open(List<IoLoop> ioLoops, IngestClock clock, Counters acceptCounters) {
    loops = List.copyOf(ioLoops);
    InetSocketAddress address = config.udp();
    for (IoLoop loop : loops) {
      Channel channel = null;
      if (epoll || datagramChannels.isEmpty()) {
        channel = bindDatagrams(loop, address);
        datagramChannels.add(channel);
        // Port 0 is chosen once; the other sockets share it.
        address = (InetSocketAddress) channel.localAddress();
      }
      Channel bound = channel;
      loop.eventLoop().submit(() -> loop.start(bound)).syncUninterruptibly();
    }
    // Both listening sockets live on one loop and share one count of connections.
    ConnectionLimiter limiter = new ConnectionLimiter(config.limits().tcp(), clock, acceptCounters);
    server = bindConnections(config.tcp(), limiter, null);
    if (config.tls().isPresent()) {
      TlsFiles files = config.tls().get();
      TlsCertificate certificate = new TlsCertificate(files);
      tlsServer = bindConnections(files.address(), limiter, certificate);
      // Away from the loops: a disk may be slow. A look that takes long is not overtaken.
      eventLoops
          .get(0)
          .scheduleWithFixedDelay(
              () -> refreshing = refresh(certificate, refreshing),
              TLS_REFRESH_SECONDS,
              TLS_REFRESH_SECONDS,
              TimeUnit.SECONDS);
    }
  }

  private static CompletableFuture<Void> refresh(
      TlsCertificate certificate, CompletableFuture<Void> before) {
    return before.isDone() ? CompletableFuture.runAsync(certificate::refresh) : before;
  }

  private Channel bindDatagrams(IoLoop loop, InetSocketAddress address) {
    IngestLimits.Udp limits = config.limits().udp();
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop.eventLoop())
            .channel(epoll ? EpollDatagramChannel.class : NioDatagramChannel.class)
            .option(ChannelOption.SO_RCVBUF, limits.receiveBufferBytes())
            .option(ChannelOption.SO_SNDBUF, limits.sendBufferBytes())
            .option(
                ChannelOption.WRITE_BUFFER_WATER_MARK,
                new WriteBufferWaterMark(
                    limits.ackBacklogBytesMax() / 2, limits.ackBacklogBytesMax()))
            .handler(new DatagramReader(loop));
    if (epoll) {
      int batchBytes = DATAGRAM_BYTES_MAX * limits.batchDatagrams();
      bootstrap
          .option(UnixChannelOption.SO_REUSEPORT, true)
          // Many datagrams per system call. Never together with UDP_GRO, which would glue them
          // (netty #17492).
          .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, DATAGRAM_BYTES_MAX)
          .option(
              ChannelOption.RECVBUF_ALLOCATOR,
              new FixedRecvByteBufAllocator(batchBytes)
                  .maxMessagesPerRead(READS_PER_TURN * limits.batchDatagrams()));
    } else {
      bootstrap.option(
          ChannelOption.RECVBUF_ALLOCATOR,
          new FixedRecvByteBufAllocator(DATAGRAM_BYTES_MAX)
              .maxMessagesPerRead(READS_PER_TURN * limits.batchDatagrams()));
    }
    return bootstrap.bind(address).syncUninterruptibly().channel();
  }

  private Channel bindConnections(
      InetSocketAddress address, ConnectionLimiter limiter, @Nullable TlsCertificate certificate) {
    IngestLimits.Tcp limits = config.limits().tcp();
    return new ServerBootstrap()
        .group(eventLoops.get(0), group)
        .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
        .option(ChannelOption.SO_BACKLOG, ACCEPT_BACKLOG)
        .option(ChannelOption.SO_REUSEADDR, true)
        .childOption(ChannelOption.TCP_NODELAY, true)
        // Acks are small; what a reader that never reads can hold in the kernel is bounded too.
        .childOption(ChannelOption.SO_SNDBUF, limits.ackBacklogBytesMax())
        .childOption(
            ChannelOption.WRITE_BUFFER_WATER_MARK,
            new WriteBufferWaterMark(limits.ackBacklogBytesMax() / 2, limits.ackBacklogBytesMax()))
        .handler(limiter)
        .childHandler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel child) {
                // The whole pipeline: TLS if wanted, bytes to frames, frames to the ring. Acks are
                // written straight to the channel.
                if (certificate != null) {
                  child.pipeline().addLast("tls", certificate.context().newHandler(child.alloc()));
                }
                child.pipeline().addLast("connection", loopOf(child.eventLoop()).opened(child));
              }
            })
        .bind(address)
        .syncUninterruptibly()
        .channel();
  }

  private IoLoop loopOf(EventLoop eventLoop) {
    return loops.get(eventLoops.indexOf(eventLoop));
  }

  /** Where datagrams are received. */
  public InetSocketAddress udpAddress() {
    return (InetSocketAddress) datagramChannels.get(0).localAddress();
  }

  /** Where connections are accepted. */
  public InetSocketAddress tcpAddress() {
    Channel channel = server;
    if (channel == null) {
      throw new IllegalStateException("not open");
    }
    return (InetSocketAddress) channel.localAddress();
  }

  /** Where connections with TLS are accepted. */
  public InetSocketAddress tlsAddress() {
    Channel channel = tlsServer;
    if (channel == null) {
      throw new IllegalStateException("TLS is not on");
    }
    return (InetSocketAddress) channel.localAddress();
  }

  /** Accepts and reads no further; what was read is in the ring when this returns. */
  public void stopReading() {
    closeServers();
    onEachLoop(IoLoop::stopReading);
  }

  /** Lets the loops work off their tasks until something is done, a bounded number of times. */
  public void runTasksUntil(BooleanSupplier done) {
    for (int turn = 0; turn < DRAIN_TURNS && !done.getAsBoolean(); turn++) {
      onEachLoop(loop -> {});
    }
  }

  /** Sends what is written, closes every socket and ends the threads. */
  public void close() {
    closeServers();
    onEachLoop(IoLoop::closeAll);
    group.shutdownGracefully(QUIET_MS, STOP_MS, TimeUnit.MILLISECONDS).awaitUninterruptibly();
  }

  private void closeServers() {
    for (Channel channel : new @Nullable Channel[] {server, tlsServer}) {
      if (channel != null) {
        channel.close().awaitUninterruptibly();
      }
    }
  }

  private void onEachLoop(Consumer<IoLoop> action) {
    for (IoLoop loop : loops) {
      if (!loop.eventLoop().isShuttingDown()) {
        loop.eventLoop().submit(() -> action.accept(loop)).awaitUninterruptibly();
      }
    }
  }
}
