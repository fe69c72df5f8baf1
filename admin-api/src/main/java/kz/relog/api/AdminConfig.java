package kz.relog.api;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kz.relog.api.call.PublicUrl;
import kz.relog.api.enrol.DeviceAddresses;
import kz.relog.api.guard.HttpsFiles;

/**
 * Where and how the admin API listens. Immutable.
 *
 * @param listen address to bind; port 0 picks a free one
 * @param dataDir existing directory for {@code operator-token} (0600), made when no token is given
 * @param operatorToken the token given by the operator, at least {@value #TOKEN_CHARS_MIN}
 *     characters; empty to read or make the file
 * @param behindProxy says that something in front of us speaks TLS and guards the way; without it
 *     and without {@code https} only a loopback address is accepted
 * @param zone the company's time zone, for days and printed times
 * @param syntheticDevices whether devices may be made that have no person behind them, whose facts
 *     are stored for every purpose: for tests, drills and demonstrations
 * @param https what HTTPS needs; empty for plain HTTP
 * @param deviceAddresses where devices and people reach this server from outside
 */
public record AdminConfig(
    InetSocketAddress listen,
    Path dataDir,
    Optional<String> operatorToken,
    boolean behindProxy,
    ZoneId zone,
    boolean syntheticDevices,
    Optional<HttpsFiles> https,
    DeviceAddresses deviceAddresses) {

  /** A given token of fewer characters can be guessed. */
  public static final int TOKEN_CHARS_MIN = 32;

  /** Without HTTPS, and where nobody said how this server is reached from outside. */
  public AdminConfig(
      InetSocketAddress listen,
      Path dataDir,
      Optional<String> operatorToken,
      boolean behindProxy,
      ZoneId zone,
      boolean syntheticDevices) {
    this(
        listen,
        dataDir,
        operatorToken,
        behindProxy,
        zone,
        syntheticDevices,
        Optional.empty(),
        DeviceAddresses.unknown());
  }

  /** The same with HTTPS. */
  public AdminConfig withHttps(HttpsFiles files) {
    return new AdminConfig(
        listen,
        dataDir,
        operatorToken,
        behindProxy,
        zone,
        syntheticDevices,
        Optional.of(files),
        deviceAddresses);
  }

  /** The same, reached from outside at these addresses. */
  public AdminConfig withAddresses(DeviceAddresses addresses) {
    return new AdminConfig(
        listen, dataDir, operatorToken, behindProxy, zone, syntheticDevices, https, addresses);
  }

  /** Listens on 127.0.0.1 with a token made at first start; days are UTC. */
  public static AdminConfig loopback(Path dataDir, int port) {
    return new AdminConfig(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
        dataDir,
        Optional.empty(),
        false,
        ZoneOffset.UTC,
        false);
  }

  /** Where people reach our pages. */
  PublicUrl publicUrl() {
    return new PublicUrl(deviceAddresses.page(), behindProxy || https.isPresent());
  }

  /** Whether the address can be reached from this machine only. */
  public boolean onLoopback() {
    return !listen.isUnresolved() && listen.getAddress().isLoopbackAddress();
  }

  /** Everything that forbids a start, one sentence each with the value and what is allowed. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (listen.isUnresolved()) {
      problems.add("http.listen: the host " + listen.getHostString() + " has no address");
    } else if (!onLoopback() && !behindProxy && https.isEmpty()) {
      problems.add(
          "http.listen is "
              + listen.getHostString()
              + ", which others can reach without encryption: use 127.0.0.1 or [::1], give"
              + " http.tls.certificate and http.tls.key, or put a proxy that speaks TLS in front and"
              + " set http.behind-proxy=true");
    }
    https.ifPresent(files -> problems.addAll(files.problems()));
    operatorToken.ifPresent(
        token -> {
          if (token.length() < TOKEN_CHARS_MIN || !token.matches("[A-Za-z0-9._~+/=-]+")) {
            problems.add(
                "http.token: at least "
                    + TOKEN_CHARS_MIN
                    + " characters out of A-Z a-z 0-9 . _ ~ + / = - (has "
                    + token.length()
                    + " characters)");
          }
        });
    return List.copyOf(problems);
  }

  /** Leaves out the token. */
  @Override
  public String toString() {
    return "AdminConfig[listen=" + listen + ", behindProxy=" + behindProxy + "]";
  }
}
