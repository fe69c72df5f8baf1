package kz.relog.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import kz.relog.api.access.Caller;
import kz.relog.api.access.Role;
import kz.relog.api.access.Scope;
import kz.relog.api.access.Standing;
import kz.relog.api.access.StandingRule;
import kz.relog.api.account.AccountSettings;
import kz.relog.api.account.HashCost;
import kz.relog.api.live.LiveEvents;
import kz.relog.api.live.LiveTiming;
import kz.relog.api.notice.Notice;
import kz.relog.api.notice.Notices;
import kz.relog.api.notice.Template;
import kz.relog.api.retain.Terms;
import kz.relog.api.spi.PlanEvent;
import kz.relog.api.store.AdminStore;

/**
 * A real server on a free port over real records in a directory, with a road in memory. Every
 * answer it gives is held to the API's description.
 */
final class RunningApi implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
  static final LiveTiming FAST =
      new LiveTiming(Duration.ofMillis(20), Duration.ofMillis(200), Duration.ofMillis(400));

  /** Hashes that cost next to nothing, and no waits for tests that fail often. */
  static final AccountSettings CHEAP =
      new AccountSettings(
          new HashCost(64, 1, 1), 2, 2_000, Duration.ofSeconds(10), 1_000, 10_000, 1_000);

  final Path dir;
  final TestSealer sealer = new TestSealer();
  final AdminStore store;
  final MemoryErasures erasures;
  final MemoryRoad road;
  final LiveEvents events;
  final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  final AdminServer server;

  /** Who bears which token, beside the operator. */
  final Map<String, Caller> callers = new ConcurrentHashMap<>();

  /** Whose things the tests make. */
  static final long COMPANY = 0x1c0ffee;

  /** The company that must see none of them. */
  static final long FOREIGN = 0x2bad;

  /** The token that calls are made with unless they say otherwise: a dispatcher of the company. */
  final String token = as(Role.DISPATCHER, COMPANY);

  /** The token of the installation. */
  final String operatorToken;

  /** Stands still until a test moves it. */
  final MovableClock clock = new MovableClock(NOW);

  /** What people were told. */
  final List<Notice> notices = new CopyOnWriteArrayList<>();

  final HttpClient http = HttpClient.newHttpClient();

  RunningApi(Path dir) {
    this(dir, ZoneOffset.UTC);
  }

  RunningApi(Path dir, ZoneId zone) {
    this(dir, zone, CHEAP);
  }

  RunningApi(Path dir, ZoneId zone, AccountSettings settings) {
    this(dir, zone, settings, Optional.of(StandingRule.MEMBERS));
  }

  /** With a rule of its own for who may do what; empty for the product's. */
  RunningApi(Path dir, ZoneId zone, AccountSettings settings, Optional<StandingRule> standing) {
    this.dir = dir;
    store = AdminStore.open(dir.resolve("admin.db"), sealer);
    // What the thread that sends notices does to its outbox file.
    store.notices().watch(() -> store.notices().forgottenEverywhere(store.notices().forgotten()));
    erasures = new MemoryErasures(store, sealer, clock);
    road = new MemoryRoad(store.projector(), clock);
    events = new LiveEvents(store.events());
    AdminPorts ports =
        new AdminPorts(
            road,
            road,
            road,
            road,
            road,
            road,
            events,
            road.keep(Terms.defaults(), erasures),
            road::correct,
            road,
            metrics,
            clock);
    server =
        AdminServer.start(
            new AdminConfig(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                dir,
                Optional.empty(),
                false,
                zone,
                true),
            store,
            ports,
            new AdminPatience(Duration.ofMillis(500), FAST),
            sent -> Optional.ofNullable(callers.get(sent)),
            settings,
            this::tapped,
            standing);
    try {
      operatorToken = Files.readString(server.tokenFile().orElseThrow()).strip();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** A token of a person of this role in this company. */
  final String as(Role role, long companyRef) {
    long personRef = companyRef * 10 + role.name().length();
    return as(
        new Caller(
            role, companyRef, personRef, personRef, Standing.FULL, EnumSet.allOf(Scope.class)));
  }

  /** A token of this caller. */
  final String as(Caller caller) {
    String made = "token-of-" + caller.role() + "-" + callers.size();
    callers.put(made, caller);
    return made;
  }

  /** Makes devices that no call made the company's. */
  void own(long... devices) {
    Map<Long, Optional<String>> names = new HashMap<>();
    for (long device : devices) {
      names.put(device, Optional.empty());
    }
    store.devices().put(COMPANY, names);
  }

  /** Makes a plan that no call made the company's. */
  void ownPlan(long planRef) {
    store.plans().planRefOf(COMPANY, "plan-" + planRef, planRef);
  }

  /** Tells events as the app's feed does. */
  void tell(List<PlanEvent> news) {
    store.events().tell(news, NOW.toEpochMilli()).forEach(events::publish);
  }

  HttpResponse<byte[]> get(String path, String... headers) {
    return send("GET", path, "", headers);
  }

  HttpResponse<byte[]> post(String path, String json, String... headers) {
    return send("POST", path, json, headers);
  }

  HttpResponse<byte[]> put(String path, String json) {
    return send("PUT", path, json);
  }

  /** Sends with the token and the JSON content type, unless the headers given say otherwise. */
  HttpResponse<byte[]> send(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.uri().resolve(path))
            .version(HttpClient.Version.HTTP_1_1)
            .timeout(Duration.ofSeconds(20))
            .setHeader("authorization", "Bearer " + token)
            .method(
                method,
                body.isEmpty()
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(body, StandardCharsets.UTF_8));
    if (!body.isEmpty()) {
      request.setHeader("content-type", "application/json");
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    HttpResponse<byte[]> answer = exchange(request.build());
    if (!method.equals("HEAD")) {
      OpenApiDocument.INSTANCE.check(method, path, answer);
    }
    return answer;
  }

  /** Sends a form: names of parts, each with what it holds. */
  HttpResponse<byte[]> form(String method, String path, String... parts) {
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < parts.length; i += 2) {
      body.append("--frontier\r\nContent-Disposition: form-data; name=\"")
          .append(parts[i])
          .append("\"; filename=\"x\"\r\n\r\n")
          .append(parts[i + 1])
          .append("\r\n");
    }
    body.append("--frontier--\r\n");
    return send(
        method, path, body.toString(), "content-type", "multipart/form-data; boundary=frontier");
  }

  /** Sends as someone else than the operator; an empty token sends none. */
  HttpResponse<byte[]> sendAs(String token, String method, String path, String body) {
    String header = token.isEmpty() ? "" : "Bearer " + token;
    return send(method, path, body, "authorization", header);
  }

  private Notices tapped(Notices outbox) {
    return new Notices() {
      @Override
      public void send(Notice notice) {
        outbox.send(notice);
        notices.add(notice);
      }

      @Override
      public void forget(long sealRef) {
        outbox.forget(sealRef);
      }

      @Override
      public boolean isForgotten(long sealRef) {
        return outbox.isForgotten(sealRef);
      }
    };
  }

  /** The token in the newest mail of a template to an address. */
  String mailed(Template template, String email) {
    return notices.stream()
        .filter(one -> one.template() == template && one.address().equals(Optional.of(email)))
        .reduce((older, newer) -> newer)
        .map(one -> one.values().get("token"))
        .orElseThrow(() -> new AssertionError("no " + template + " to " + email));
  }

  HttpResponse<byte[]> exchange(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofByteArray());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  /** What the operator reads at {@code /metrics}. */
  String metrics() {
    return text(get("/metrics", "authorization", "Bearer " + operatorToken));
  }

  URI uri() {
    return server.uri();
  }

  /** Makes a device and gives its id. */
  String newDevice(String name) {
    return json(post("/v1/devices", "{\"name\":\"" + name + "\",\"synthetic\":true}"))
        .path("id")
        .asText();
  }

  /** Puts the plan and gives its id. */
  String newPlan(String document) {
    return json(post("/v1/plans", document)).path("id").asText();
  }

  static JsonNode json(HttpResponse<byte[]> answer) {
    return OpenApiDocument.read(answer.body());
  }

  static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  static long ref(String id) {
    return java.util.HexFormat.fromHexDigitsToLong(id);
  }

  @Override
  public void close() {
    server.close();
    road.close();
    store.close();
  }
}
