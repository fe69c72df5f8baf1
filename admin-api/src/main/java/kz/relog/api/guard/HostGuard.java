package kz.relog.api.guard;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import kz.relog.api.problem.Problem;
import kz.relog.api.problem.ProblemAnswers;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a browser that was led here under a foreign name (DNS rebinding) or by a foreign page. On
 * loopback the Host must be a loopback name; everywhere an Origin, when sent, must be our own: the
 * same scheme, host and port, or the same host when a proxy stands between. Any thread.
 */
public final class HostGuard implements DecoratingHttpServiceFunction {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final boolean loopbackOnly;
  private final boolean behindProxy;
  private final String scheme;

  /**
   * A guard.
   *
   * @param onLoopback whether the server listens on a loopback address
   * @param behindProxy whether a proxy stands between, which may change port and scheme
   * @param https whether the server itself speaks HTTPS
   */
  public HostGuard(boolean onLoopback, boolean behindProxy, boolean https) {
    this.loopbackOnly = onLoopback && !behindProxy;
    this.behindProxy = behindProxy;
    this.scheme = https ? "https://" : "http://";
  }

  @Override
  public HttpResponse serve(HttpService next, ServiceRequestContext context, HttpRequest request)
      throws Exception {
    String authority = request.authority();
    String host = authority == null ? null : hostOf("http://" + authority);
    if (loopbackOnly && (host == null || !LOOPBACK.contains(host))) {
      return ProblemAnswers.answer(
          Problem.of(
              HttpStatus.MISDIRECTED_REQUEST,
              "wrong-host",
              "Wrong host",
              "This server listens on loopback and answers to localhost, 127.0.0.1 and [::1] only."));
    }
    String origin = request.headers().get(HttpHeaderNames.ORIGIN);
    if (origin != null && !isOurs(origin, authority, host)) {
      return ProblemAnswers.answer(
          Problem.of(
              HttpStatus.FORBIDDEN,
              "foreign-origin",
              "Foreign origin",
              "Only pages of this server may call it from a browser."));
    }
    return next.serve(context, request);
  }

  private boolean isOurs(String origin, @Nullable String authority, @Nullable String host) {
    return behindProxy
        ? host != null && host.equals(hostOf(origin))
        : origin.equalsIgnoreCase(scheme + authority);
  }

  private static @Nullable String hostOf(String uri) {
    try {
      String host = URI.create(uri).getHost();
      return host == null ? null : host.toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException notUri) {
      return null;
    }
  }
}
