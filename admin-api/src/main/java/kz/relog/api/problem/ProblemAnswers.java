package kz.relog.api.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.ContentTooLargeException;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import com.linecorp.armeria.common.util.Exceptions;
import com.linecorp.armeria.server.HttpStatusException;
import com.linecorp.armeria.server.RequestTimeoutException;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.Locale;
import java.util.concurrent.RejectedExecutionException;
import kz.relog.api.json.ForgetfulJson;
import kz.relog.api.spi.GateRefusedException;
import kz.relog.api.spi.RoadFullException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns whatever ends a request early into a problem answer: no HTML, no stack trace. Any thread.
 */
public final class ProblemAnswers implements ServerErrorHandler {
  /** The media type of RFC 9457. */
  public static final MediaType PROBLEM_JSON = MediaType.create("application", "problem+json");

  private static final Logger LOG = LoggerFactory.getLogger(ProblemAnswers.class);
  private static final ObjectMapper MAPPER = ForgetfulJson.mapper();

  /** The answer that tells a problem. */
  public static HttpResponse answer(Problem problem) {
    return aggregated(problem).toHttpResponse();
  }

  @Override
  public HttpResponse onServiceException(ServiceRequestContext context, Throwable cause) {
    return answer(problemOf(context, Exceptions.peel(cause)));
  }

  @Override
  public AggregatedHttpResponse onProtocolViolation(
      ServiceConfig config,
      @Nullable RequestHeaders headers,
      HttpStatus status,
      @Nullable String description,
      @Nullable Throwable cause) {
    return aggregated(ofStatus(status, config.maxRequestLength()));
  }

  @Override
  public AggregatedHttpResponse renderStatus(
      @Nullable ServiceRequestContext context,
      ServiceConfig config,
      @Nullable RequestHeaders headers,
      HttpStatus status,
      @Nullable String description,
      @Nullable Throwable cause) {
    return aggregated(ofStatus(status, config.maxRequestLength()));
  }

  private static Problem problemOf(ServiceRequestContext context, Throwable cause) {
    if (cause instanceof ProblemException expected) {
      return expected.problem();
    }
    if (cause instanceof ContentTooLargeException) {
      return ofStatus(HttpStatus.REQUEST_ENTITY_TOO_LARGE, context.maxRequestLength());
    }
    if (cause instanceof RoadFullException) {
      return Problem.busy("The road takes no command just now; nothing was changed.");
    }
    if (cause instanceof GateRefusedException refused) {
      return Problem.conflict(whyRefused(refused.reason()));
    }
    if (cause instanceof RejectedExecutionException) {
      return Problem.busy("Too many people ask to be let in just now.");
    }
    if (cause instanceof RequestTimeoutException) {
      return Problem.busy("The answer took too long.");
    }
    if (cause instanceof HttpStatusException status) {
      return ofStatus(status.httpStatus(), context.maxRequestLength());
    }
    LOG.error("{} {} failed", context.method(), context.config().route().patternString(), cause);
    return ofStatus(HttpStatus.INTERNAL_SERVER_ERROR, 0);
  }

  private static String whyRefused(GateRefusedException.Reason reason) {
    return switch (reason) {
      case BINDING_OVERLAPS -> "Another person has the device in that time.";
      case BINDING_TIME -> "It begins too long ago, or ends before it begins.";
      case UNKNOWN_DEVICE -> "The road knows no such device or key.";
      case SUBJECT_ENDED -> "The person's data is blocked or erased.";
      case KEY_ENDING -> "The key is revoked, or another one is announced already.";
    };
  }

  private static Problem ofStatus(HttpStatus status, long bodyBytesMax) {
    if (status.equals(HttpStatus.REQUEST_ENTITY_TOO_LARGE)) {
      String detail = "At most " + bodyBytesMax + " bytes are read here.";
      return Problem.of(status, "body-too-large", "Body too large", detail);
    }
    String title = status.reasonPhrase();
    String kind = title.toLowerCase(Locale.ROOT).replace(' ', '-');
    String detail = status.isServerError() ? "The server failed; its log tells more." : title + ".";
    Problem problem = Problem.of(status, kind, title, detail);
    return status.equals(HttpStatus.SERVICE_UNAVAILABLE)
        ? problem.after(Problem.BUSY_SECONDS)
        : problem;
  }

  private static AggregatedHttpResponse aggregated(Problem problem) {
    HttpStatus status = HttpStatus.valueOf(problem.status());
    ResponseHeadersBuilder headers =
        ResponseHeaders.builder(status)
            .contentType(PROBLEM_JSON)
            .set(HttpHeaderNames.CACHE_CONTROL, "no-store");
    if (status.equals(HttpStatus.UNAUTHORIZED)) {
      headers.set(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer realm=\"relog\"");
    }
    if (problem.retryAfterSeconds() > 0) {
      headers.setInt(HttpHeaderNames.RETRY_AFTER, problem.retryAfterSeconds());
    }
    try {
      return AggregatedHttpResponse.of(
          headers.build(), HttpData.wrap(MAPPER.writeValueAsBytes(problem)));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
