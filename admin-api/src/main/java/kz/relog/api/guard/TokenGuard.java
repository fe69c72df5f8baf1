package kz.relog.api.guard;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import kz.relog.api.problem.Problem;
import kz.relog.api.problem.ProblemAnswers;

/** Lets a request to the API or the metrics pass only with the operator's token. Any thread. */
public final class TokenGuard implements DecoratingHttpServiceFunction {
  private static final String SCHEME = "Bearer ";

  private final OperatorToken token;

  /** A guard that asks for this token. */
  public TokenGuard(OperatorToken token) {
    this.token = token;
  }

  @Override
  public HttpResponse serve(HttpService next, ServiceRequestContext context, HttpRequest request)
      throws Exception {
    if (isOpen(context.path())) {
      return next.serve(context, request);
    }
    String header = request.headers().get(HttpHeaderNames.AUTHORIZATION, "");
    boolean bearer = header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    if (bearer && token.matches(header.substring(SCHEME.length()).strip())) {
      return next.serve(context, request);
    }
    return ProblemAnswers.answer(
        Problem.of(
            HttpStatus.UNAUTHORIZED,
            "unauthorized",
            header.isEmpty() ? "No token" : "Wrong token",
            "Send the header \"Authorization: Bearer TOKEN\". The token is the one of the"
                + " configuration (http.token), or else the line in the file "
                + OperatorToken.FILE_NAME
                + " in the server's data directory."));
  }

  /** The page, its files and the health need no token; all else does. */
  private static boolean isOpen(String path) {
    return !(path.equals("/metrics") || path.equals("/v1") || path.startsWith("/v1/"));
  }
}
