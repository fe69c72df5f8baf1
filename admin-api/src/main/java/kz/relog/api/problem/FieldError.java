package kz.relog.api.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One wrong field of a request. May quote the caller's own value: for the answer only, never a log.
 *
 * @param pointer JSON pointer into the body, or {@code ?name} for a query parameter
 * @param field its plain name
 * @param value what was found; null when nothing was
 * @param allowed what is allowed instead
 */
public record FieldError(
    String pointer,
    String field,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String value,
    String allowed) {

  @Override
  public String toString() {
    return "FieldError[" + pointer + "]";
  }
}
