package kz.relog.bench.rival;

import java.io.IOException;
import kz.relog.bench.load.LoadGenerator;
import kz.relog.bench.load.LoadResult;
import kz.relog.bench.process.SinkProcess;

/** A sink in a process of its own that gets the server's frames from the same generator. */
final class SinkRival implements RunningRival {
  private static final int WARM_UP_ROUNDS = 2;

  private final SinkProcess sink;
  private final LoadGenerator generator;
  private final RivalWork work;
  private boolean warm;

  private SinkRival(SinkProcess sink, LoadGenerator generator, RivalWork work) {
    this.sink = sink;
    this.generator = generator;
    this.work = work;
  }

  /** A generator's sockets to a sink; the sink becomes this object's. */
  static SinkRival of(SinkProcess sink, boolean overTcp, RivalWork work) {
    LoadGenerator generator =
        overTcp
            ? LoadGenerator.tcp(
                sink.address(), sink.pid(), work.lanes(), work.windowPerLane(), true)
            : LoadGenerator.udp(
                sink.address(), sink.pid(), work.lanes(), work.windowPerLane(), true);
    return new SinkRival(sink, generator, work);
  }

  @Override
  public LoadResult round() throws IOException {
    for (int i = 0; !warm && i < WARM_UP_ROUNDS; i++) {
      work.run().again(generator);
    }
    warm = true;
    return work.run().again(generator);
  }

  @Override
  public void close() {
    try (sink) {
      generator.close();
    }
  }
}
