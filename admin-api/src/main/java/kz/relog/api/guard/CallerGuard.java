package kz.relog.api.guard;

import com.linecorp.armeria.common.Cookie;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.netty.util.AttributeKey;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import kz.relog.api.access.Access;
import kz.relog.api.access.Caller;
import kz.relog.api.access.Callers;
import kz.relog.api.access.Standing;
import kz.relog.api.problem.Problem;
import kz.relog.api.problem.ProblemAnswers;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who calls, and judges what an operation asks of its caller. A wrong token is refused at
 * once; without any, only open operations answer. Any thread.
 */
public final class CallerGuard implements DecoratingHttpServiceFunction {
  /** The one cookie: the browser sends it back over HTTPS (or on loopback) to this host only. */
  public static final String COOKIE = "__Host-relog";

  private static final AttributeKey<Caller> CALLER =
      AttributeKey.valueOf(CallerGuard.class, "CALLER");
  private static final AttributeKey<Supplier<Optional<Caller>>> NOW =
      AttributeKey.valueOf(CallerGuard.class, "NOW");
  private static final Set<HttpMethod> READING =
      EnumSet.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
  private static final Problem FORGED =
      Problem.of(
          HttpStatus.FORBIDDEN,
          "foreign-origin",
          "Foreign origin",
          "A write with the cookie must come from a page of this server: it needs the header Origin"
              + " or Sec-Fetch-Site. Clients that are no browser send the token as Bearer.");
  private static final String SCHEME = "Bearer ";

  private final Callers callers;

  /** A guard that asks here who bears a token. */
  public CallerGuard(Callers callers) {
    this.callers = callers;
  }

  @Override
  public HttpResponse serve(HttpService next, ServiceRequestContext context, HttpRequest request)
      throws Exception {
    if (!isGuarded(context.path())) {
      return next.serve(context, request);
    }
    RequestHeaders headers = request.headers();
    boolean unsent = headers.get(HttpHeaderNames.AUTHORIZATION, "").isEmpty();
    String token = tokenOf(headers);
    if (token == null) {
      return unsent && isOperation(context) ? next.serve(context, request) : refusal(unsent);
    }
    context.setAttr(NOW, () -> callers.find(token));
    return HttpResponse.of(
        CompletableFuture.supplyAsync(() -> callers.find(token), context.blockingTaskExecutor())
            .thenApply(caller -> pass(caller, unsent, next, context, request)));
  }

  private static HttpResponse pass(
      Optional<Caller> caller,
      boolean asCookie,
      HttpService next,
      ServiceRequestContext context,
      HttpRequest request) {
    // A cookie of a session that has ended must not keep anyone from logging in.
    if (caller.isEmpty() && !(asCookie && isOperation(context))) {
      return refusal(false);
    }
    if (caller.isPresent() && asCookie && isForged(request)) {
      return ProblemAnswers.answer(FORGED);
    }
    caller.ifPresent(known -> context.setAttr(CALLER, known));
    try {
      return next.serve(context, request);
    } catch (RuntimeException failed) {
      throw failed;
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** The caller of a request that an operation was allowed for; empty when it is an open one. */
  public static Optional<Caller> caller(ServiceRequestContext context) {
    return Optional.ofNullable(context.attr(CALLER));
  }

  /**
   * Tells, as often as it is asked, whether the caller is still who came: not logged out, nor of
   * another role, nor blocked. For answers that go on; may block on the records.
   *
   * @throws IllegalStateException in an open operation, where nobody needs to be known
   */
  public static BooleanSupplier stillAllowed(ServiceRequestContext context) {
    Caller came = context.attr(CALLER);
    Supplier<Optional<Caller>> now = context.attr(NOW);
    if (came == null || now == null) {
      throw new IllegalStateException("an open operation has no caller");
    }
    return () -> now.get().filter(came::equals).isPresent();
  }

  /** Why a request may not have what it asks for; empty when it may. */
  public static Optional<HttpResponse> refusal(ServiceRequestContext context, Access access) {
    Caller caller = context.attr(CALLER);
    if (access.isOpen() || (caller != null && access.allows(caller))) {
      return Optional.empty();
    }
    if (caller == null) {
      return Optional.of(refusal(true));
    }
    boolean blocked =
        caller.standing() == Standing.BLOCKED && access.roles().contains(caller.role());
    return Optional.of(
        ProblemAnswers.answer(
            blocked
                ? Problem.blocked(access.whyNot(caller))
                : Problem.of(
                    HttpStatus.FORBIDDEN, "forbidden", "Not allowed", access.whyNot(caller))));
  }

  private static HttpResponse refusal(boolean noToken) {
    return ProblemAnswers.answer(
        Problem.of(
            HttpStatus.UNAUTHORIZED,
            "unauthorized",
            noToken ? "No token" : "Wrong token",
            "Log in at /v1/sessions, then send the header \"Authorization: Bearer TOKEN\". The"
                + " operator's token is the one of the configuration (http.token), or else the line"
                + " in the file "
                + OperatorToken.FILE_NAME
                + " in the server's data directory."));
  }

  /**
   * Whether a write that bears the cookie does not show that a page of ours makes it. That an
   * Origin is ours, {@link HostGuard} has seen to.
   */
  private static boolean isForged(HttpRequest request) {
    String site = request.headers().get("sec-fetch-site", "");
    boolean told =
        site.isEmpty()
            ? request.headers().contains(HttpHeaderNames.ORIGIN)
            : site.equals("same-origin");
    return !READING.contains(request.method()) && !told;
  }

  private static @Nullable String tokenOf(RequestHeaders headers) {
    String header = headers.get(HttpHeaderNames.AUTHORIZATION, "");
    if (!header.isEmpty()) {
      return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
          ? header.substring(SCHEME.length()).strip()
          : null;
    }
    return headers.cookies().stream()
        .filter(cookie -> cookie.name().equals(COOKIE))
        .map(Cookie::value)
        .findFirst()
        .orElse(null);
  }

  /** Whether the path leads to an operation: what else there is, and what not, is not told. */
  private static boolean isOperation(ServiceRequestContext context) {
    return isGuarded(context.config().route().patternString());
  }

  /** The page, its files and the health need no token; all else is asked for it. */
  private static boolean isGuarded(String path) {
    return path.equals("/metrics") || path.equals("/v1") || path.startsWith("/v1/");
  }
}
