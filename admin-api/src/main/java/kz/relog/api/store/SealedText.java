package kz.relog.api.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import kz.relog.api.json.ForgetfulJson;
import kz.relog.api.spi.RecordSealer;

/**
 * Named texts as one sealed blob, so that a row tells neither them nor their lengths one by one.
 * Any thread; blocks on the vault, so it is used outside of transactions.
 */
final class SealedText {
  private static final ObjectMapper MAPPER = ForgetfulJson.mapper();
  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

  private final RecordSealer sealer;

  SealedText(RecordSealer sealer) {
    this.sealer = sealer;
  }

  byte[] seal(long ref, Map<String, String> texts) {
    try {
      return sealer.seal(ref, MAPPER.writeValueAsBytes(new TreeMap<>(texts)));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Empty when the key is destroyed, and when an erasure left an empty place. */
  Optional<Map<String, String>> open(long ref, byte[] sealed) {
    return sealed.length == 0 ? Optional.empty() : sealer.open(ref, sealed).map(SealedText::read);
  }

  byte[] emailLookup(String email) {
    return sealer.lookup("email", email);
  }

  private static Map<String, String> read(byte[] json) {
    try {
      return MAPPER.readValue(json, TEXTS);
    } catch (IOException damaged) {
      throw new UncheckedIOException("a sealed text is not what was sealed", damaged);
    }
  }
}
