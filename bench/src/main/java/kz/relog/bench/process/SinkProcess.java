package kz.relog.bench.process;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import kz.relog.app.config.Settings;
import kz.relog.bench.sink.NettySink;

/** The bare Netty sink in a process of its own. One thread. */
public final class SinkProcess implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("ready udp=(\\S+)");

  private final ChildProcess child;
  private final InetSocketAddress udp;

  private SinkProcess(ChildProcess child, MatchResult ready) {
    this.child = child;
    this.udp = Settings.parseAddress(ready.group(1));
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @param loops event loops
   * @param answerBytes length of each answer
   */
  public static SinkProcess start(int loops, int answerBytes) throws IOException {
    ChildProcess child =
        ChildProcess.start(
            JavaCommand.of(
                System.getProperty("java.class.path"),
                NettySink.class.getName(),
                List.of(Integer.toString(loops), Integer.toString(answerBytes))),
            READY);
    return new SinkProcess(child, child.awaitReady());
  }

  /** Where it receives. */
  public InetSocketAddress udp() {
    return udp;
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
