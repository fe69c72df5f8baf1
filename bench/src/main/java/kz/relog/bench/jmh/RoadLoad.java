package kz.relog.bench.jmh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import kz.relog.bench.load.LoadFleet;
import kz.relog.bench.load.LoadGenerator;
import kz.relog.bench.load.LoadResult;
import kz.relog.bench.load.LoadRun;
import kz.relog.bench.load.OpenLoop;
import kz.relog.bench.load.OpenLoopResult;
import kz.relog.bench.process.ServerBuild;
import kz.relog.bench.process.ServerProcess;
import kz.relog.bench.scenario.BenchSetup;
import kz.relog.bench.scenario.RoundLine;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Drives {@code relog serve} in a process of its own from JMH's. One invocation is one round of
 * sealing and load; its time says nothing, what counts are the events beside it: {@code
 * framesPerSecond}, {@code fixesPerSecond}, percentiles of the acks in microseconds, and {@code
 * blemishes}, which must be 0 for the others to be quoted. {@code relog bench udp} and its siblings
 * tell the same with rivals and in words.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3)
@Measurement(iterations = 3)
public class RoadLoad {
  private static final int LANES = 4;
  private static final int WINDOW = 2_048;
  private static final double RAMP_SECONDS = 0.5;
  private static final double FIRST_GUESS_PER_SECOND = 100_000;
  private static final double HALF = 0.5;

  /** udp or tcp. */
  @Param({"udp", "tcp"})
  public String transport = "udp";

  /** Fixes of a batch. */
  @Param({"1", "30"})
  public int fixes = 1;

  /** That send. */
  @Param({"10000"})
  public int devices = 10_000;

  /** The server's journal.sync. */
  @Param({"always"})
  public String sync = "always";

  /** Of one round. */
  @Param({"2"})
  public double seconds = 2;

  private Path data = Path.of("");
  private double fullRate;

  @SuppressWarnings("NullAway.Init") // all made by start, before any invocation
  private ServerProcess server;

  @SuppressWarnings("NullAway.Init")
  private LoadFleet fleet;

  @SuppressWarnings("NullAway.Init")
  private LoadRun run;

  @SuppressWarnings("NullAway.Init")
  private LoadGenerator closed;

  @SuppressWarnings("NullAway.Init")
  private OpenLoop open;

  /** What a round tells. */
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class Told {
    /** Frames acked. */
    public double framesPerSecond;

    /** Fixes stored and acked. */
    public double fixesPerSecond;

    /** Of the acks. */
    public double p50Micros;

    /** Of the acks. */
    public double p99Micros;

    /** Of the acks. */
    public double p9999Micros;

    /** How many things spoilt the round. */
    public double blemishes;

    /** Each iteration tells its own. */
    @Setup(Level.Iteration)
    public void clear() {
      framesPerSecond = 0;
      fixesPerSecond = 0;
      p50Micros = 0;
      p99Micros = 0;
      p9999Micros = 0;
      blemishes = 0;
    }
  }

  /** Starts the server and enrols the fleet. */
  @Setup(Level.Trial)
  public void start() throws IOException {
    data = Files.createTempDirectory("relog-jmh-");
    server = ServerProcess.start(ServerBuild.own(List.of()), data, List.of("--journal-sync", sync));
    fleet = new LoadFleet(BenchSetup.enrol(server, devices), LANES, System.currentTimeMillis());
    run = new LoadRun(fleet, fixes, RAMP_SECONDS, seconds, FIRST_GUESS_PER_SECOND / fixes);
    boolean tcp = transport.equals("tcp");
    closed =
        tcp
            ? LoadGenerator.tcp(server.tcp(), server.pid(), LANES, WINDOW / LANES, false)
            : LoadGenerator.udp(server.udp(), server.pid(), LANES, WINDOW / LANES, false);
    open =
        tcp
            ? OpenLoop.tcp(fleet, server.tcp(), server.pid())
            : OpenLoop.udp(fleet, server.udp(), server.pid());
  }

  /** Stops it. */
  @TearDown(Level.Trial)
  public void stop() throws IOException {
    run.release();
    closed.close();
    open.close();
    server.close();
    BenchSetup.remove(data);
  }

  /** Waits until engine and archive have caught up, so that no round pays for another. */
  @TearDown(Level.Invocation)
  public void settle() throws IOException, InterruptedException {
    RoundLine.awaitNoLag(server);
  }

  /** As fast as it goes. */
  @Benchmark
  public LoadResult closedLoop(Told told) {
    LoadResult result = run.fresh(closed);
    fullRate = Math.max(fullRate, result.rate());
    told.framesPerSecond = result.rate();
    told.fixesPerSecond = result.rate() * fixes;
    told.p50Micros = result.ackMicros().getValueAtPercentile(50);
    told.p99Micros = result.ackMicros().getValueAtPercentile(99);
    told.p9999Micros = result.ackMicros().getValueAtPercentile(99.99);
    told.blemishes = result.blemishes().size();
    return result;
  }

  /** At half of that, waiting for nobody. */
  @Benchmark
  public OpenLoopResult openLoop(Told told) {
    if (fullRate == 0) {
      fullRate = run.fresh(closed).rate();
    }
    OpenLoopResult result = open.run(fixes, fullRate * HALF, RAMP_SECONDS, seconds);
    told.framesPerSecond = result.ackedPerSecond();
    told.fixesPerSecond = result.ackedPerSecond() * fixes;
    told.p50Micros = result.ackMicros().getValueAtPercentile(50);
    told.p99Micros = result.ackMicros().getValueAtPercentile(99);
    told.p9999Micros = result.ackMicros().getValueAtPercentile(99.99);
    told.blemishes = result.blemishes().size();
    return result;
  }
}
