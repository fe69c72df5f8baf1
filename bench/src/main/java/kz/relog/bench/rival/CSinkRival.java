package kz.relog.bench.rival;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import kz.relog.bench.process.SinkProcess;

/** A sink in C: what the kernel's sockets alone allow, without Java. Built here by the compiler. */
public final class CSinkRival implements Rival {
  private static final String SOURCE = "/kz/relog/bench/sink/sink.c";

  @Override
  public String name() {
    return "c-sink";
  }

  @Override
  public String durability() {
    return "none: it keeps nothing";
  }

  @Override
  public String settings() {
    return "recvmmsg and sendmmsg of up to 64, one blocking thread and socket for each of the"
        + " server's loops, 8 MiB buffers, cc -O2";
  }

  @Override
  public Optional<String> missing() {
    return Programs.missing("cc");
  }

  @Override
  public RunningRival start(RivalWork work) throws IOException, InterruptedException {
    return SinkRival.of(
        SinkProcess.program(build(work.folder()), work.loops(), work.ackBytes()), false, work);
  }

  /** Compiles the sink into a folder. */
  static Path build(Path folder) throws IOException, InterruptedException {
    Path source = folder.resolve("sink.c");
    try (InputStream in = CSinkRival.class.getResourceAsStream(SOURCE)) {
      if (in == null) {
        throw new IOException("the source of the sink is not in this build");
      }
      Files.write(source, in.readAllBytes());
    }
    Path program = folder.resolve("sink");
    Process cc =
        new ProcessBuilder(
                List.of("cc", "-O2", "-pthread", "-o", program.toString(), source.toString()))
            .redirectErrorStream(true)
            .start();
    String said = new String(cc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (cc.waitFor() != 0) {
      throw new IOException("cc does not build the sink: " + said);
    }
    return program;
  }
}
