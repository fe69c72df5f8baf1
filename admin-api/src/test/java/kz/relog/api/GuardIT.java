package kz.relog.api;

import static kz.relog.api.RunningApi.json;
import static kz.relog.api.RunningApi.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import kz.relog.api.spi.Health.Part;
import kz.relog.api.spi.Health.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardIT {
  @TempDir Path dir;
  RunningApi api;

  @BeforeEach
  void start() {
    api = new RunningApi(dir);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void withoutTheTokenNothingOfTheApiIsTold() {
    List<String> paths =
        List.of(
            "/v1/devices",
            "/v1/plans",
            "/v1/live",
            "/metrics",
            "/v1/devices/2f3c5a7190be4d61/track",
            "/v1/nothing-of-this-name",
            "/v1//devices",
            "/v1/../metrics",
            "/%76%31/devices");
    for (String path : paths) {
      for (String header :
          List.of("", "Bearer wrong", "Bearer", "Basic " + api.operatorToken, api.operatorToken)) {
        assertRefused(path, header);
      }
    }
  }

  private void assertRefused(String path, String header) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(api.uri() + path));
    if (!header.isEmpty()) {
      request.header("authorization", header);
    }
    HttpResponse<byte[]> refused = api.exchange(request.build());
    assertThat(refused.statusCode()).as(path + " with " + header).isIn(401, 400);
    assertThat(refused.headers().firstValue("content-type")).contains("application/problem+json");
    assertThat(text(refused)).doesNotContain(api.operatorToken);
  }

  @Test
  void theRefusalTellsWhereTheTokenIs() {
    HttpResponse<byte[]> refused = api.get("/v1/devices", "authorization", "Bearer wrong");
    assertThat(refused.headers().firstValue("www-authenticate")).contains("Bearer realm=\"relog\"");
    assertThat(json(refused).path("detail").asText()).contains("operator-token");
  }

  @Test
  void theTokenFileIsTheOwnersAlone() throws IOException {
    Path file = api.server.tokenFile().orElseThrow();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve("admin.db"))))
        .isEqualTo("rw-------");
    assertThat(api.operatorToken).matches("[A-Za-z0-9_-]{43}");
  }

  @Test
  void healthIsOpenAndTellsTheWorstPart() {
    assertThat(health().statusCode()).isEqualTo(200);
    assertThat(json(health()).path("status").asText()).isEqualTo("ok");
    api.road.parts.add(new Part("journal", Status.OK, ""));
    api.road.parts.add(new Part("disk", Status.DEGRADED, "5 % left"));
    assertThat(json(health()).path("status").asText()).isEqualTo("degraded");
    api.road.parts.add(new Part("engine", Status.FAILING, "stopped"));
    assertThat(health().statusCode()).isEqualTo(503);
    assertThat(json(health()).path("parts").findValuesAsText("name"))
        .contains("journal", "disk", "engine");
  }

  private HttpResponse<byte[]> health() {
    return api.get("/health", "authorization", "");
  }

  @Test
  void metricsCountRequestsByRouteAndNeverById() {
    String id = api.newDevice("Van 7");
    api.get("/v1/devices/" + id);
    // A request is counted when its last byte has left, which may be after the caller has it.
    Eventually.isTrue(() -> api.metrics().contains("route=\"/v1/devices/:id\""));
    String metrics = api.metrics();
    assertThat(metrics).contains("relog_http_requests_seconds_count");
    assertThat(metrics).doesNotContain(id).doesNotContain("Van 7");
  }

  @Test
  void onLoopbackOnlyLoopbackNamesAreAnswered() throws IOException {
    int port = api.uri().getPort();
    for (String host : List.of("localhost:" + port, "127.0.0.1", "[::1]:" + port, "LOCALHOST")) {
      assertThat(raw(host, "")).as(host).startsWith("HTTP/1.1 200");
    }
    for (String host :
        List.of("evil.example", "127.0.0.1.evil.example:" + port, "10.0.0.1", "[::2]")) {
      assertThat(raw(host, "")).as(host).startsWith("HTTP/1.1 421");
    }
  }

  @Test
  void aForeignPageIsRefused() throws IOException {
    String host = "127.0.0.1:" + api.uri().getPort();
    assertThat(raw(host, "Origin: http://" + host + "\r\n")).startsWith("HTTP/1.1 200");
    for (String origin : List.of("https://evil.example", "null", "http://127.0.0.1:1")) {
      assertThat(raw(host, "Origin: " + origin + "\r\n")).as(origin).startsWith("HTTP/1.1 403");
    }
  }

  private String raw(String host, String more) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.uri().getPort())) {
      String request =
          "GET /health HTTP/1.1\r\nHost: " + host + "\r\n" + more + "Connection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void everyAnswerCarriesTheSecurityHeaders() {
    for (String path : List.of("/v1/devices", "/health", "/", "/nothing", "/v1/devices/x")) {
      var headers = api.get(path).headers();
      assertThat(headers.firstValue("x-content-type-options")).as(path).contains("nosniff");
      assertThat(headers.firstValue("referrer-policy")).contains("no-referrer");
      assertThat(headers.firstValue("content-security-policy").orElse(""))
          .contains("default-src 'self'", "frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(headers.firstValue("server")).isEmpty();
    }
  }

  @Test
  void offLoopbackItStartsOnlyBehindAProxy() {
    InetSocketAddress everywhere = new InetSocketAddress(0);
    AdminConfig open =
        new AdminConfig(everywhere, dir, Optional.empty(), false, ZoneOffset.UTC, false);
    assertThatThrownBy(() -> AdminServer.start(open, api.store, ports()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("http.behind-proxy=true");
    AdminConfig proxied =
        new AdminConfig(everywhere, dir, Optional.empty(), true, ZoneOffset.UTC, false);
    try (AdminServer server = AdminServer.start(proxied, api.store, ports())) {
      assertThat(server.uri().getPort()).isPositive();
    }
  }

  @Test
  void theAddressThatTheProxySawCountsAndNoneThatAClientInvents() {
    AdminConfig proxied =
        new AdminConfig(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            dir,
            Optional.empty(),
            true,
            ZoneOffset.UTC,
            false);
    try (AdminServer server = AdminServer.start(proxied, api.store, ports())) {
      failedLogin(server.uri(), "203.0.113.7, 198.51.100.23");
      failedLogin(server.uri(), "not an address");
    }
    failedLogin(api.uri(), "192.0.2.99");
    List<String> networks =
        api
            .store
            .audit()
            .ofCompany(0, 0, 100, OptionalLong.empty(), Optional.of("LOGIN_FAILED"))
            .stream()
            .map(row -> row.peer().orElse(""))
            .toList();
    assertThat(networks)
        .containsExactlyInAnyOrder("198.51.100.0/24", "127.0.0.0/24", "127.0.0.0/24");
  }

  private void failedLogin(java.net.URI server, String forwardedFor) {
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve("/v1/sessions"))
            .header("content-type", "application/json")
            .header("x-forwarded-for", forwardedFor)
            .header("forwarded", "for=203.0.113.8")
            .POST(
                BodyPublishers.ofString("{\"email\":\"a@b.example\",\"password\":\"no no no no\"}"))
            .build();
    assertThat(api.exchange(request).statusCode()).isEqualTo(401);
  }

  @Test
  void aGivenTokenIsTakenAndAWeakOneIsNot() {
    String token = "x".repeat(40);
    Path empty = dir.resolve("elsewhere");
    AdminConfig given =
        new AdminConfig(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            empty,
            Optional.of(token),
            false,
            ZoneOffset.UTC,
            false);
    try (AdminServer server = AdminServer.start(given, api.store, ports())) {
      assertThat(server.tokenFile()).isEmpty();
      HttpRequest request =
          HttpRequest.newBuilder(server.uri().resolve("/v1/companies"))
              .header("authorization", "bearer " + token)
              .build();
      assertThat(api.exchange(request).statusCode()).isEqualTo(200);
    }
    AdminConfig weak =
        new AdminConfig(given.listen(), dir, Optional.of("secret"), false, ZoneOffset.UTC, false);
    assertThat(weak.problems()).singleElement().asString().contains("http.token", "32");
    assertThat(weak.toString()).doesNotContain("secret");
  }

  @Test
  void aTokenFileThatOthersCanReadStopsTheStart() throws IOException {
    Path file = api.server.tokenFile().orElseThrow();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> AdminServer.start(AdminConfig.loopback(dir, 0), api.store, ports()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("chmod 600");
  }

  @Test
  void aTakenAddressIsToldPlainly() {
    AdminConfig taken = AdminConfig.loopback(dir, api.uri().getPort());
    assertThatThrownBy(() -> AdminServer.start(taken, api.store, ports()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot listen on");
  }

  private AdminPorts ports() {
    return ports(api);
  }

  /** Ports of another server over the same road. */
  static AdminPorts ports(RunningApi api) {
    return new AdminPorts(
        api.road,
        api.road,
        api.road,
        api.road,
        api.road,
        api.road,
        api.events,
        api.road.keep(kz.relog.api.retain.Terms.defaults(), api.erasures),
        api.road::correct,
        api.road,
        new io.micrometer.prometheusmetrics.PrometheusMeterRegistry(
            io.micrometer.prometheusmetrics.PrometheusConfig.DEFAULT),
        api.clock);
  }
}
