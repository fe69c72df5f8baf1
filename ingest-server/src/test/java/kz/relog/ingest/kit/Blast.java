package kz.relog.ingest.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.DatagramChannel;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends prepared datagrams as fast as answers come back: so many are on their way at once and no
 * more. One thread, and one to receive.
 */
public final class Blast implements AutoCloseable {

  private static final int ON_THE_WAY_MAX = 512;
  private static final long LOST_NS = TimeUnit.MILLISECONDS.toNanos(200);

  private final DatagramChannel channel;
  private final Thread receiver;
  private final AtomicLong answers = new AtomicLong();

  /** Connected to a server. */
  public Blast(InetSocketAddress server) {
    try {
      channel = DatagramChannel.open().connect(server);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    receiver = new Thread(this::receive, "test-receiver");
    receiver.start();
  }

  /** Sends all; returns how many answers came back meanwhile. */
  public long send(List<ByteBuffer> frames) {
    long before = answers.get();
    long sent = 0;
    long given = 0;
    try {
      for (ByteBuffer frame : frames) {
        long sinceNs = System.nanoTime();
        while (sent - given - (answers.get() - before) >= ON_THE_WAY_MAX) {
          LockSupport.parkNanos(20_000);
          if (System.nanoTime() - sinceNs > LOST_NS) {
            // What is still missing was lost or answered together with another.
            given = sent - (answers.get() - before);
          }
        }
        channel.write(frame.duplicate());
        sent++;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return answers.get() - before;
  }

  private void receive() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(2_048);
    try {
      while (true) {
        buffer.clear();
        channel.read(buffer);
        answers.incrementAndGet();
      }
    } catch (AsynchronousCloseException e) {
      // The end of the test.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      receiver.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
