package kz.relog.api.call;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceBindingBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import kz.relog.api.guard.CallerGuard;
import kz.relog.api.problem.Problem;
import kz.relog.api.problem.ProblemAnswers;

/** Binds endpoints to the server, and tells a caller which methods a path has. */
public final class Router {
  /** Bytes read of a body that no endpoint wants; more closes the connection. */
  private static final int UNWANTED_BYTES_MAX = 4 * 1024;

  private Router() {}

  /**
   * Binds all endpoints; whatever else is asked of their paths gets 405.
   *
   * @param door runs those that are at the door
   */
  public static void bind(ServerBuilder server, List<Endpoint> endpoints, Door door) {
    Map<String, Set<HttpMethod>> methodsByPath = new LinkedHashMap<>();
    for (Endpoint endpoint : endpoints) {
      Set<HttpMethod> methods =
          methodsByPath.computeIfAbsent(endpoint.path(), path -> EnumSet.noneOf(HttpMethod.class));
      methods.add(endpoint.method());
      ServiceBindingBuilder route = at(server, endpoint.path());
      if (endpoint.method() == HttpMethod.GET) {
        methods.add(HttpMethod.HEAD);
        route.methods(HttpMethod.GET, HttpMethod.HEAD);
      } else {
        route.methods(endpoint.method());
      }
      route
          .maxRequestLength(Math.max(endpoint.bodyBytesMax(), UNWANTED_BYTES_MAX))
          .build((context, request) -> serve(endpoint, context, request, door));
    }
    methodsByPath.forEach(
        (path, methods) -> {
          Set<HttpMethod> others = EnumSet.complementOf(EnumSet.copyOf(methods));
          others.remove(HttpMethod.UNKNOWN);
          at(server, path).methods(others).build(refusing(methods));
        });
  }

  private static ServiceBindingBuilder at(ServerBuilder server, String path) {
    // A colon would be read as the start of a parameter.
    return server.route().path(path.contains("{") ? path : "exact:" + path);
  }

  private static HttpResponse serve(
      Endpoint endpoint, ServiceRequestContext context, HttpRequest request, Door door) {
    Optional<HttpResponse> refusal = CallerGuard.refusal(context, endpoint.access());
    if (refusal.isPresent()) {
      return refusal.get();
    }
    CompletableFuture<HttpResponse> answer =
        request
            .aggregate()
            .thenApplyAsync(
                whole -> handle(endpoint, context, whole.headers(), whole.content()),
                endpoint.atDoor() ? door.executor() : context.blockingTaskExecutor());
    return HttpResponse.of(answer);
  }

  private static HttpResponse handle(
      Endpoint endpoint,
      ServiceRequestContext context,
      com.linecorp.armeria.common.RequestHeaders headers,
      HttpData content) {
    try {
      return Versions.unlessKnown(
          headers, endpoint.handler().handle(new Call(context, headers, content.array())));
    } catch (RuntimeException failed) {
      throw failed;
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static HttpService refusing(Set<HttpMethod> methods) {
    Set<String> names = new TreeSet<>();
    methods.forEach(method -> names.add(method.name()));
    String allow = String.join(", ", names);
    Problem problem =
        Problem.of(
            HttpStatus.METHOD_NOT_ALLOWED,
            "method-not-allowed",
            "Method not allowed",
            "This path has " + allow + ".");
    return (context, request) ->
        ProblemAnswers.answer(problem)
            .mapHeaders(headers -> headers.toBuilder().set(HttpHeaderNames.ALLOW, allow).build());
  }
}
