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
 * loopback the Host must be a loopback name; everywhere an Origin, when sent, must be our own host.
 * Any thread.
 */
public final class HostGuard implements DecoratingHttpServiceFunction {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final boolean loopbackOnly;

  /** A guard; {@code loopbackOnly} when the server listens on a loopback address. */
  public HostGuard(boolean loopbackOnly) {
    this.loopbackOnly = loopbackOnly;
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

  /** A proxy may change the port and the scheme, so behind one only the hosts are compared. */
  private boolean isOurs(String origin, @Nullable String authority, @Nullable String host) {
    return loopbackOnly
        ? origin.equals("http://" + authority)
        : host != null && host.equals(hostOf(origin));
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
