package kz.relog.bench.rival;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import kz.relog.bench.load.LoadResult;
import kz.relog.bench.process.CpuTimes;
import kz.relog.bench.process.RedisProcess;

/**
 * A Redis stream: one record per batch, as many bytes as the frame, from as many connections and
 * with as many commands on their way as the server's load has. Redis forces once for all that came
 * in one turn of its loop, which is a group commit as well.
 */
public final class RedisRival implements Rival {
  private static final String STREAM = "fixes";
  private static final String FIELD = "b";
  private static final long PAUSE_NS = 20_000;
  private static final double DRAIN_SECONDS = 10;

  private final String fsync;

  /**
   * A Redis.
   *
   * @param fsync its {@code appendfsync}: always or everysec
   */
  public RedisRival(String fsync) {
    this.fsync = fsync;
  }

  @Override
  public String name() {
    return "redis-" + fsync;
  }

  @Override
  public String durability() {
    return fsync.equals("always")
        ? "forced before the answer, as journal.sync=always"
        : "the death of the process; a power cut takes up to a second, as journal.sync=os";
  }

  @Override
  public String settings() {
    return "one process on loopback TCP, appendonly yes, appendfsync "
        + fsync
        + ", no snapshots; XADD to one stream, one record per batch, the same bytes; Lettuce,"
        + " pipelined over as many connections as the load has sockets; no cipher, no state of"
        + " devices, no repeats told apart";
  }

  @Override
  public Optional<String> missing() {
    return Programs.missing("redis-server");
  }

  @Override
  public RunningRival start(RivalWork work) throws IOException {
    // Where epoll and io_uring are both there, Lettuce opens the sockets of one on the loops of the
    // other; epoll is what the server and the load have.
    System.setProperty("io.lettuce.core.iouring", "false");
    Path folder = Files.createDirectories(work.folder().resolve(name()));
    RedisProcess process = RedisProcess.start(folder, fsync);
    try {
      return new Running(process, work);
    } catch (RedisException e) {
      process.close();
      throw new IOException("no connection to redis-server", e);
    }
  }

  private static final class Running implements RunningRival {
    private final RedisProcess process;
    private final RivalWork work;
    private final RedisClient client;
    private final List<Lane> lanes = new ArrayList<>();
    private final Map<String, byte[]> record;
    private boolean warm;

    Running(RedisProcess process, RivalWork work) {
      this.process = process;
      this.work = work;
      byte[] bytes = new byte[work.recordBytes()];
      new Random(1).nextBytes(bytes);
      record = Map.of(FIELD, bytes);
      client = RedisClient.create(RedisURI.create("127.0.0.1", process.port()));
      for (int i = 0; i < work.lanes(); i++) {
        StatefulRedisConnection<String, byte[]> connection =
            client.connect(RedisCodec.of(StringCodec.ASCII, ByteArrayCodec.INSTANCE));
        connection.setAutoFlushCommands(false);
        lanes.add(new Lane(connection, new Semaphore(work.windowPerLane())));
      }
    }

    private record Lane(StatefulRedisConnection<String, byte[]> connection, Semaphore room) {}

    @Override
    public LoadResult round() throws IOException {
      if (!warm) {
        run();
        warm = true;
      }
      return run();
    }

    private LoadResult run() throws IOException {
      Stretch stretch = new Stretch(() -> CpuTimes.ofProcess(process.pid()));
      while (stretch.seconds() < work.seconds()) {
        boolean any = false;
        for (Lane lane : lanes) {
          any |= send(lane, stretch);
        }
        if (!any) {
          LockSupport.parkNanos(PAUSE_NS);
        }
      }
      LoadResult atEnd = stretch.result();
      long deadlineNs = System.nanoTime() + (long) (DRAIN_SECONDS * 1e9);
      while (stretch.waiting() > 0 && System.nanoTime() - deadlineNs < 0) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
      }
      if (stretch.failure().isPresent()) {
        throw new IOException(stretch.failure().get());
      }
      return new LoadResult(
          atEnd.seconds(),
          atEnd.acked(),
          0,
          atEnd.sentInAll(),
          stretch.waiting(),
          false,
          atEnd.target(),
          atEnd.generator(),
          atEnd.others(),
          atEnd.ackMicros());
    }

    private boolean send(Lane lane, Stretch stretch) {
      int room = lane.room().drainPermits();
      if (room == 0) {
        return false;
      }
      long sentNs = System.nanoTime();
      for (int i = 0; i < room; i++) {
        CompletionStage<String> id = lane.connection().async().xadd(STREAM, record);
        CompletionStage<Void> unused =
            id.handle(
                (told, failure) -> {
                  if (failure == null) {
                    stretch.acked(1, System.nanoTime() - sentNs);
                  } else {
                    stretch.failed(failure.toString());
                  }
                  lane.room().release();
                  return null;
                });
      }
      stretch.sent(room);
      lane.connection().flushCommands();
      return true;
    }

    @Override
    public void close() {
      try (process) {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(5));
      }
    }
  }
}
