package kz.relog.app.client;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import kz.relog.device.ServerAddress;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that name a running server, for commands that act as its devices. */
public final class TargetOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--to",
      paramLabel = "URL",
      required = true,
      description =
          "Where devices send: udp://HOST:PORT, tcp://HOST:PORT, or both with a comma between.")
  private String to = "";

  @Option(
      names = "--api",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8080",
      description = "The server's API, to create devices (default ${DEFAULT-VALUE}).")
  private URI api = URI.create("http://127.0.0.1:8080");

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      defaultValue = "relog-data/operator-token",
      description = "The operator's token (default ${DEFAULT-VALUE}).")
  private Path tokenFile = Path.of("relog-data/operator-token");

  /**
   * Where devices send.
   *
   * @throws ParameterException if {@code --to} has another form
   */
  public ServerAddress address() {
    try {
      return ServerAddress.parse(to);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--to: " + e.getMessage());
    }
  }

  /**
   * A client of the API as the operator.
   *
   * @throws AdminClientException if the token cannot be read
   */
  public AdminClient admin() {
    try {
      return new AdminClient(api, Files.readString(tokenFile).strip());
    } catch (IOException e) {
      throw new AdminClientException(
          tokenFile + " cannot be read; `relog serve` prints where the token is (--token-file)");
    }
  }
}
