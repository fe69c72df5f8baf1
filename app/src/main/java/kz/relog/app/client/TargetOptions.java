package kz.relog.app.client;

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
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "relog-data",
      description = {
        "The server's data folder (default ${DEFAULT-VALUE}): the company of the simulated people "
            + "is remembered there, and their mail is read there."
      })
  private Path data = Path.of("relog-data");

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
   * The simulated company of this server, made at first.
   *
   * @throws AdminClientException if the server refuses, or its folder is not here
   */
  public SimulatedCompany company() {
    if (!Files.isDirectory(data)) {
      throw new AdminClientException(
          data + " is no folder; name the server's data folder with --data");
    }
    return SimulatedCompany.at(api, data);
  }
}
