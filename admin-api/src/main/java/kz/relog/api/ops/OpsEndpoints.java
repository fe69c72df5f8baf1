package kz.relog.api.ops;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import kz.relog.api.access.Access;
import kz.relog.api.access.Role;
import kz.relog.api.access.Scope;
import kz.relog.api.call.Answers;
import kz.relog.api.call.Call;
import kz.relog.api.call.Endpoint;
import kz.relog.api.spi.Health;

/** {@code /health}, {@code /metrics} and the API's own description. Any thread. */
public final class OpsEndpoints {
  private static final MediaType YAML = MediaType.create("application", "yaml");
  private static final MediaType PROMETHEUS =
      MediaType.parse("text/plain; version=0.0.4; charset=utf-8");

  private final Health health;
  private final PrometheusMeterRegistry metrics;
  private final byte[] openApi;

  /** Endpoints over this health and these metrics. */
  public OpsEndpoints(Health health, PrometheusMeterRegistry metrics) {
    this.health = health;
    this.metrics = metrics;
    this.openApi = resource("/openapi.yaml");
  }

  /** All of them. */
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/health", Access.open(), this::health),
        Endpoint.get("/metrics", Access.of(Scope.FLEET_READ, Role.OPERATOR), this::metrics),
        Endpoint.get("/v1/openapi.yaml", Access.open(), this::openApi));
  }

  private record HealthView(String status, List<PartView> parts) {}

  private record PartView(String name, String status, String detail) {}

  private HttpResponse health(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    List<Health.Part> parts = health.parts();
    Health.Status worst = Health.Status.OK;
    for (Health.Part part : parts) {
      worst = part.status().compareTo(worst) > 0 ? part.status() : worst;
    }
    HttpStatus status =
        worst == Health.Status.FAILING ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.OK;
    List<PartView> views =
        parts.stream()
            .map(part -> new PartView(part.name(), word(part.status()), part.detail()))
            .toList();
    return Answers.json(status, new HealthView(word(worst), views));
  }

  private HttpResponse metrics(Call call) {
    byte[] text = metrics.scrape().getBytes(StandardCharsets.UTF_8);
    return Answers.bytes(HttpStatus.OK, PROMETHEUS, text);
  }

  private HttpResponse openApi(Call call) {
    call.withoutQuery();
    return Answers.bytes(HttpStatus.OK, YAML, openApi);
  }

  private static String word(Health.Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  private static byte[] resource(String name) {
    try (InputStream in = OpsEndpoints.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not on the class path");
      }
      return in.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
