package kz.relog.bench.process;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import kz.relog.app.config.Settings;
import kz.relog.bench.sink.NettySink;

/** A sink in a process of its own. One thread. */
public final class SinkProcess implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("ready (?:udp|tcp)=(\\S+)");

  private final ChildProcess child;
  private final InetSocketAddress address;

  private SinkProcess(ChildProcess child, MatchResult ready) {
    this.child = child;
    this.address = Settings.parseAddress(ready.group(1));
  }

  /**
   * Starts the bare Netty sink and waits until it is ready.
   *
   * @param overTcp whether it takes connections rather than datagrams
   * @param loops event loops
   * @param answerBytes length of each answer
   */
  public static SinkProcess netty(boolean overTcp, int loops, int answerBytes) throws IOException {
    return start(
        JavaCommand.of(
            System.getProperty("java.class.path"),
            NettySink.class.getName(),
            List.of(
                overTcp ? "tcp" : "udp", Integer.toString(loops), Integer.toString(answerBytes))));
  }

  /**
   * Starts a sink that is a program of its own; it takes datagrams.
   *
   * @param program takes the number of loops and the length of each answer
   * @param loops threads
   * @param answerBytes length of each answer
   */
  public static SinkProcess program(Path program, int loops, int answerBytes) throws IOException {
    return start(
        List.of(program.toString(), Integer.toString(loops), Integer.toString(answerBytes)));
  }

  private static SinkProcess start(List<String> command) throws IOException {
    ChildProcess child = ChildProcess.start(command, READY);
    return new SinkProcess(child, child.awaitReady());
  }

  /** Where it receives. */
  public InetSocketAddress address() {
    return address;
  }

  /** Process number. */
  public long pid() {
    return child.pid();
  }

  @Override
  public void close() {
    child.close();
  }
}
