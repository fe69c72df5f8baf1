package kz.relog.api.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import kz.relog.api.json.ForgetfulJson;
import kz.relog.api.problem.FieldError;
import kz.relog.api.problem.Problem;
import org.jspecify.annotations.Nullable;

/** JSON as the API speaks it. Stateless; any thread. */
public final class Json {
  /** Bytes of a request body that is no plan: a name and its wrapping. */
  public static final int BODY_BYTES_MAX = 16 * 1024;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              ForgetfulJson.factory()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(8)
                          .maxStringLength(BODY_BYTES_MAX)
                          .maxNumberLength(40)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  /** A view as JSON. */
  public static byte[] bytes(Object view) {
    try {
      return MAPPER.writeValueAsBytes(view);
    } catch (JsonProcessingException ours) {
      throw new IllegalStateException("a view does not turn into JSON", ours);
    }
  }

  /** A body as a JSON object; anything else is the caller's problem. */
  static JsonNode object(byte[] body) {
    JsonNode node;
    try {
      node = MAPPER.readTree(body);
    } catch (JsonProcessingException notJson) {
      throw malformed("not JSON (" + notJson.getOriginalMessage() + ")");
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    if (!node.isObject()) {
      throw malformed(node.isMissingNode() ? "" : node.getNodeType().toString());
    }
    return node;
  }

  /** A time as RFC 3339 in UTC; null for 0, which means unknown. */
  public static @Nullable String time(long ms) {
    return ms == 0 ? null : Instant.ofEpochMilli(ms).toString();
  }

  private static RuntimeException malformed(String value) {
    FieldError error =
        new FieldError("", "body", value.isEmpty() ? null : value, "one JSON object");
    return Problem.malformed(error).toException();
  }
}
