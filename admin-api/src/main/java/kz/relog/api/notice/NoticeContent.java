package kz.relog.api.notice;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import kz.relog.api.json.ForgetfulJson;

/**
 * What an outbox row holds sealed.
 *
 * @param address where to, when the notice named it
 * @param values the template's values
 */
record NoticeContent(Optional<String> address, Map<String, String> values) {
  /** The address stands beside the values; no template has a value of this name. */
  static final String TO = "@to";

  private static final ObjectMapper JSON = ForgetfulJson.mapper();

  static NoticeContent parse(byte[] json) {
    try {
      Map<String, String> all =
          JSON.readValue(json, new TypeReference<LinkedHashMap<String, String>>() {});
      Optional<String> address = Optional.ofNullable(all.remove(TO));
      return new NoticeContent(address, all);
    } catch (IOException damaged) {
      throw new IllegalStateException("a notice does not hold what it should", damaged);
    }
  }
}
