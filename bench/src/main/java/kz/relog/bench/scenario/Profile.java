package kz.relog.bench.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kz.relog.bench.load.LoadFleet;
import kz.relog.bench.load.LoadGenerator;
import kz.relog.bench.load.LoadResult;
import kz.relog.bench.load.LoadRun;
import kz.relog.bench.process.Metrics;
import kz.relog.bench.process.ServerProcess;
import kz.relog.bench.process.ThreadAllocation;
import kz.relog.bench.process.ThreadCpu;
import kz.relog.bench.profile.AllocationOwners;
import kz.relog.bench.profile.FlameGraph;
import kz.relog.bench.profile.FlightRecording;
import kz.relog.bench.profile.JfrStacks;
import kz.relog.bench.profile.KernelProfile;
import kz.relog.bench.profile.Stacks;
import kz.relog.bench.report.Figure;
import kz.relog.bench.report.Measure;

/**
 * Where the CPU time of a frame goes: the server under a closed loop, its Java stacks sampled by
 * the JDK's flight recorder, its kernel functions by perf where that is installed, its threads by
 * /proc.
 */
public final class Profile {
  private static final double FIRST_GUESS_PER_SECOND = 100_000;
  private static final int WARM_UP_ROUNDS = 3;
  private static final int THREADS_SHOWN = 6;

  private final BenchSetup setup;
  private final boolean overTcp;
  private final int fixes;
  private final Path out;

  /**
   * A bench that has not begun.
   *
   * @param overTcp connections rather than datagrams
   * @param fixes of a batch
   * @param out folder for the flame graph and its stacks
   */
  public Profile(BenchSetup setup, boolean overTcp, int fixes, Path out) {
    this.setup = setup;
    this.overTcp = overTcp;
    this.fixes = fixes;
    this.out = out;
  }

  /** Measures. */
  public void measure() throws IOException, InterruptedException {
    LoadShape load = setup.load();
    Files.createDirectories(out);
    Path data = setup.makeFolder("profile");
    // Stacks at any instruction, not only where the compiler has a safepoint.
    BenchSetup exact =
        setup.with(
            setup.build().with("-XX:+UnlockDiagnosticVMOptions").with("-XX:+DebugNonSafepoints"));
    try (ServerProcess server = exact.serve(data)) {
      LoadFleet fleet =
          new LoadFleet(
              BenchSetup.enrol(server, load.devices()), load.lanes(), System.currentTimeMillis());
      LoadRun run =
          new LoadRun(
              fleet, fixes, load.rampSeconds(), load.seconds(), FIRST_GUESS_PER_SECOND / fixes);
      try (LoadGenerator generator =
          overTcp
              ? LoadGenerator.tcp(
                  server.tcp(), server.pid(), load.lanes(), load.windowPerLane(), false)
              : LoadGenerator.udp(
                  server.udp(), server.pid(), load.lanes(), load.windowPerLane(), false)) {
        for (int i = 0; i < WARM_UP_ROUNDS; i++) {
          RoundLine.print(setup, "relog warm-up", run.warmUp(generator));
        }
        RoundLine.awaitNoLag(server);
        java(server, run, generator);
        kernel(server, run, generator);
      } finally {
        run.release();
      }
    } finally {
      BenchSetup.remove(data);
    }
  }

  private void java(ServerProcess server, LoadRun run, LoadGenerator generator)
      throws IOException, InterruptedException {
    FlightRecording.start(server.pid(), "relog-warm-up");
    for (int i = 0; i < WARM_UP_ROUNDS; i++) {
      RoundLine.print(setup, "relog warm-up", run.warmUp(generator));
    }
    RoundLine.awaitNoLag(server);
    Metrics before = server.metrics();
    ThreadCpu threads = ThreadCpu.ofProcess(server.pid());
    ThreadAllocation allocatedBefore = ThreadAllocation.ofProcess(server.pid());
    FlightRecording recording = FlightRecording.start(server.pid(), "relog-profile");
    LoadResult round = run.fresh(generator);
    RoundLine.awaitNoLag(server);
    ThreadAllocation allocated = ThreadAllocation.ofProcess(server.pid()).since(allocatedBefore);
    Path file = out.resolve("relog.jfr");
    recording.stop(file);
    RoundLine.print(setup, "relog, recorded", round);
    RoundLine.printThreads(
        setup, before, server.metrics(), ThreadCpu.ofProcess(server.pid()).since(threads));
    double frames = RoundLine.received(before, server.metrics());
    tellAllocations(AllocationOwners.read(file), allocated, frames, round);
    Stacks stacks = JfrStacks.read(file);
    if (stacks.samples() == 0) {
      throw new IOException("the recording holds no sample");
    }
    String title =
        String.format(
            "relog serve, %s, batches of %d: Java stacks by thread",
            overTcp ? "TCP" : "UDP", fixes);
    Files.writeString(out.resolve("flame.html"), FlameGraph.of(title, stacks));
    Files.write(out.resolve("stacks.txt"), stacks.collapsed());
    setup.say("  %,d samples: flame.html, stacks.txt and relog.jfr in %s", stacks.samples(), out);
    String bench = bench();
    for (Measure measure : List.of(Measure.USER_PER_FRAME, Measure.KERNEL_PER_FRAME)) {
      double value =
          measure == Measure.USER_PER_FRAME
              ? round.userMicrosPerFrame()
              : round.kernelMicrosPerFrame();
      setup.found(Figure.of(bench, Figure.RELOG, measure, value, round.blemishes()));
    }
  }

  private String bench() {
    return "profile " + (overTcp ? "tcp" : "udp") + ", batches of " + fixes;
  }

  /** What the threads allocated is counted; whose code it comes from is sampled. */
  private void tellAllocations(
      AllocationOwners owners, ThreadAllocation allocated, double frames, LoadResult round) {
    setup.say(
        "  server's threads, bytes allocated per frame: %s",
        allocated.perWork(frames, THREADS_SHOWN));
    for (String thread : AllocationOwners.ROAD) {
      setup.found(
          Figure.of(
              bench(),
              Figure.RELOG + ", " + thread,
              Measure.ALLOCATED_PER_FRAME,
              allocated.of(thread) / frames,
              round.blemishes()));
    }
    double sampled = owners.bytes().values().stream().mapToLong(Long::longValue).sum();
    double counted = AllocationOwners.ROAD.stream().mapToLong(allocated::of).sum();
    owners
        .bytes()
        .forEach(
            (owner, bytes) ->
                setup.found(
                    Figure.of(
                        bench(),
                        "of them by " + owner,
                        Measure.ALLOCATED_PER_FRAME,
                        counted * bytes / sampled / frames,
                        round.blemishes())));
  }

  private void kernel(ServerProcess server, LoadRun run, LoadGenerator generator)
      throws IOException, InterruptedException {
    if (!KernelProfile.isPossible()) {
      setup.report().note("perf is not installed: of the kernel's part only its size is told");
      return;
    }
    LoadShape load = setup.load();
    Path file = out.resolve("kernel.perf");
    Process perf = KernelProfile.start(server.pid(), load.rampSeconds() + load.seconds(), file);
    RoundLine.print(setup, "relog, by perf", run.fresh(generator));
    perf.waitFor();
    try {
      KernelProfile profile = KernelProfile.read(file);
      setup.say("  %.0f %% of the samples lie in the kernel:", 100 * profile.kernelShare());
      profile.functions().forEach(one -> setup.say("  %6.2f %%  %s", one.getValue(), one.getKey()));
    } catch (IOException e) {
      setup.report().note("the kernel's part could not be sampled: " + e.getMessage());
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
