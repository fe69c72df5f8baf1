package kz.relog.bench.process;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import kz.relog.app.config.Settings;
import kz.relog.bench.sink.DiscardSink;

/** A socket that discards what comes, in a process of its own. One thread. */
public final class DiscardProcess implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("ready tcp=(\\S+)");

  private final ChildProcess child;
  private final InetSocketAddress tcp;

  private DiscardProcess(ChildProcess child, MatchResult ready) {
    this.child = child;
    this.tcp = Settings.parseAddress(ready.group(1));
  }

  /** Starts it and waits until it is ready. */
  public static DiscardProcess start() throws IOException {
    ChildProcess child =
        ChildProcess.start(
            JavaCommand.of(
                System.getProperty("java.class.path"), DiscardSink.class.getName(), List.of()),
            READY);
    return new DiscardProcess(child, child.awaitReady());
  }

  /** Where it accepts. */
  public InetSocketAddress tcp() {
    return tcp;
  }

  @Override
  public void close() {
    child.close();
  }
}
