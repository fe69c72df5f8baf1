package kz.relog.app.serve;

import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import kz.relog.app.config.RelogConfig;
import kz.relog.app.config.Setting;
import kz.relog.app.config.Settings;
import kz.relog.ingest.IngestFailure;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code relog serve}: the server. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs the server until SIGTERM or Ctrl-C, then stops cleanly: what was received is stored,"
          + " forced and acked.",
      "Settings come from defaults, then --config, then RELOG_… variables, then options."
    })
public final class ServeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--config", paramLabel = "FILE", description = "File of key = value lines.")
  private @Nullable Path config;

  /** The command with one option for each setting. */
  public static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new ServeCommand());
    for (Setting<?> setting : Settings.ALL) {
      OptionSpec.Builder option =
          setting.equals(Settings.DATA_DIR)
              ? OptionSpec.builder("--data", setting.optionName())
              : OptionSpec.builder(setting.optionName());
      String shown = setting.defaultText().isEmpty() ? "none" : setting.defaultText();
      commandLine
          .getCommandSpec()
          .addOption(
              option
                  .type(String.class)
                  .paramLabel("VALUE")
                  .description(
                      setting.help()
                          + " ("
                          + setting.allowed()
                          + "; default "
                          + shown
                          + "; file "
                          + setting.key()
                          + ", environment "
                          + setting.environmentName()
                          + ")")
                  .build());
    }
    return commandLine;
  }

  @Override
  public Integer call() throws InterruptedException {
    Map<String, String> options = new HashMap<>();
    for (Setting<?> setting : Settings.ALL) {
      OptionSpec option = spec.optionsMap().get(setting.optionName());
      if (option != null && option.getValue() instanceof String value) {
        options.put(setting.key(), value);
      }
    }
    RelogConfig settings = RelogConfig.read(config, System.getenv(), options);
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    RelogServer server = RelogServer.start(settings, Clock.systemUTC());

    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              asked.countDown();
              try {
                stopped.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    CompletableFuture<Void> failed = server.failure().thenRun(asked::countDown);

    server.tokenFile().ifPresent(file -> out.println("operator token in " + file));
    out.println(
        "ready tcp="
            + text(server.tcpAddress())
            + " udp="
            + text(server.udpAddress())
            + " http="
            + server.httpUri());
    out.flush();
    asked.await();
    try {
      server.close();
    } finally {
      stopped.countDown();
    }
    if (failed.isDone()) {
      IngestFailure failure = server.failure().join();
      err.println(failure.reason() + "; run next: " + failure.nextCommand());
      err.flush();
      return 1;
    }
    out.println("stopped; everything received is stored");
    out.flush();
    return 0;
  }

  /** An address as devices are given it. */
  static String text(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }
}
