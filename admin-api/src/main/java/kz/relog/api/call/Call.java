package kz.relog.api.call;

import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.MediaTypeSet;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import kz.relog.api.access.Caller;
import kz.relog.api.guard.CallerGuard;
import kz.relog.api.problem.Problem;
import org.jspecify.annotations.Nullable;

/** One request, its body read. Owned by the blocking thread that handles it. */
public final class Call {
  private final ServiceRequestContext context;
  private final RequestHeaders headers;
  private final byte[] body;
  private final Query query;

  Call(ServiceRequestContext context, RequestHeaders headers, byte[] body) {
    this.context = context;
    this.headers = headers;
    this.body = body;
    this.query = new Query(context.queryParams());
  }

  /** The server's context of this request. */
  public ServiceRequestContext context() {
    return context;
  }

  /**
   * Who calls.
   *
   * @throws IllegalStateException in an open operation, where nobody needs to be known
   */
  public Caller caller() {
    return CallerGuard.caller(context)
        .orElseThrow(() -> new IllegalStateException("an open operation has no caller"));
  }

  /** Tells later whether the caller may still have this; see {@link CallerGuard#stillAllowed}. */
  public BooleanSupplier stillAllowed() {
    return CallerGuard.stillAllowed(context);
  }

  /** From where: the client's address, as the server or the proxy in front of it saw it. */
  public InetAddress peer() {
    return context.clientAddress();
  }

  /** Who calls, as far as a token was sent; empty when not. */
  public Optional<Caller> callerIfAny() {
    return CallerGuard.caller(context);
  }

  /** The headers. */
  public RequestHeaders headers() {
    return headers;
  }

  /** The query parameters. */
  public Query query() {
    return query;
  }

  /** Refuses any query parameter. */
  public Call withoutQuery() {
    query.finish();
    return this;
  }

  /**
   * The reference in the path.
   *
   * @param what names the thing for the caller, for example "device"
   * @throws kz.relog.api.problem.ProblemException 404 when it cannot be one
   */
  public long ref(String what) {
    String text = context.pathParam("id");
    OptionalLong ref = text == null ? OptionalLong.empty() : Refs.parse(text);
    return ref.orElseThrow(
        () ->
            Problem.notFound("There is no such " + what + "; ids have 16 hex digits.")
                .toException());
  }

  /** The word in the path; empty text when there is none. */
  public String word(String name) {
    String text = context.pathParam(name);
    return text == null ? "" : text;
  }

  /** The raw body, whatever its media type. */
  public byte[] body() {
    return body.clone();
  }

  /** The version that {@code If-Match} names; empty without the header, or when it is {@code *}. */
  public OptionalLong ifMatch() {
    return Versions.expected(headers);
  }

  /** The raw body of one of these media types; 415 otherwise. */
  public byte[] body(MediaType... allowed) {
    MediaType type = headers.contentType();
    if (type == null || !isOneOf(type, allowed)) {
      String types =
          String.join(" or ", List.of(allowed).stream().map(MediaType::toString).toList());
      throw Problem.of(
              HttpStatus.UNSUPPORTED_MEDIA_TYPE,
              "unsupported-media-type",
              "Unsupported media type",
              "Send the body with Content-Type: " + types + ".")
          .toException();
    }
    return body.clone();
  }

  /** The body as a small JSON object. */
  public Body json() {
    return new Body(body(MediaType.JSON));
  }

  /** The first of our types that the caller accepts; 406 when there is none. */
  public MediaType accepted(MediaType... offered) {
    List<MediaType> ranges = headers.accept();
    @Nullable MediaType match =
        ranges.isEmpty() ? offered[0] : MediaTypeSet.of(offered).match(ranges);
    if (match == null) {
      String types =
          String.join(" or ", List.of(offered).stream().map(MediaType::toString).toList());
      throw Problem.of(
              HttpStatus.NOT_ACCEPTABLE,
              "not-acceptable",
              "Not acceptable",
              "This resource comes as " + types + ".")
          .toException();
    }
    return match;
  }

  private static boolean isOneOf(MediaType type, MediaType... allowed) {
    for (MediaType one : allowed) {
      if (type.withoutParameters().is(one.withoutParameters())) {
        return true;
      }
    }
    return false;
  }
}
