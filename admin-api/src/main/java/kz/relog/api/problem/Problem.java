package kz.relog.api.problem;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.linecorp.armeria.common.HttpStatus;
import java.util.List;

/**
 * An RFC 9457 problem. Immutable; its text form leaves out what the caller sent.
 *
 * @param type a URI that names the kind, {@code urn:relog:problem:} and a word
 * @param title the kind in words, the same for each occurrence
 * @param status the HTTP status
 * @param detail what to do about this occurrence
 * @param errors the wrong fields, if it is about fields
 * @param retryAfterSeconds told in the header Retry-After; 0 leaves it out
 */
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldError> errors,
    @JsonIgnore int retryAfterSeconds) {

  private static final String TYPE = "urn:relog:problem:";

  /** Seconds after which who found us busy may try again. */
  static final int BUSY_SECONDS = 2;

  /** Copies the list. */
  public Problem {
    errors = List.copyOf(errors);
  }

  /** A problem without fields. */
  public static Problem of(HttpStatus status, String kind, String title, String detail) {
    return new Problem(TYPE + kind, title, status.code(), detail, List.of(), 0);
  }

  /** The named thing does not exist. */
  public static Problem notFound(String what) {
    return of(HttpStatus.NOT_FOUND, "not-found", "Not found", what);
  }

  /** The request is well-formed, and some of its fields are wrong. */
  public static Problem invalid(List<FieldError> errors) {
    String detail =
        errors.size() == 1 ? "One field is wrong." : errors.size() + " fields are wrong.";
    return new Problem(
        TYPE + "invalid",
        "Invalid fields",
        HttpStatus.UNPROCESSABLE_ENTITY.code(),
        detail,
        errors,
        0);
  }

  /** The body is not what its content type says. */
  public static Problem malformed(FieldError error) {
    return new Problem(
        TYPE + "malformed",
        "Malformed body",
        HttpStatus.BAD_REQUEST.code(),
        "The body cannot be read.",
        List.of(error),
        0);
  }

  /** The state of things forbids it. */
  public static Problem conflict(String detail) {
    return of(HttpStatus.CONFLICT, "conflict", "Conflict", detail);
  }

  /** It is there, and nobody may have it now: an erasure or a dispute keeps it closed. */
  public static Problem blocked(String detail) {
    return of(HttpStatus.LOCKED, "blocked", "Blocked", detail);
  }

  /** It was there and is erased for good. */
  public static Problem erased(String detail) {
    return of(HttpStatus.GONE, "erased", "Erased", detail);
  }

  /** We cannot do it just now. */
  public static Problem busy(String detail) {
    return of(HttpStatus.SERVICE_UNAVAILABLE, "busy", "Try again later", detail)
        .after(BUSY_SECONDS);
  }

  /** The same, with the seconds after which it may be tried again. */
  public Problem after(int seconds) {
    return new Problem(type, title, status, detail, errors, seconds);
  }

  /** The same, naming the field that it is about. */
  public Problem about(FieldError field) {
    return new Problem(type, title, status, detail, List.of(field), retryAfterSeconds);
  }

  /** Makes it an exception that ends a handler. */
  public ProblemException toException() {
    return new ProblemException(this);
  }

  @Override
  public String toString() {
    return "Problem[" + status + " " + type + "]";
  }
}
