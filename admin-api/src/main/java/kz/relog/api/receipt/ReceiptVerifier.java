package kz.relog.api.receipt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import kz.relog.api.json.ForgetfulJson;

/** Tells whether a receipt is the one that was given, and if not, what differs. Stateless. */
public final class ReceiptVerifier {
  private static final ObjectMapper JSON = ForgetfulJson.mapper();

  private ReceiptVerifier() {}

  /**
   * What was found.
   *
   * @param isValid whether everything holds
   * @param problems what does not, one sentence each
   * @param documentHash the hash of the text that the receipt is about; empty when unreadable
   */
  public record Verdict(boolean isValid, List<String> problems, String documentHash) {
    /** Copies the list. */
    public Verdict {
      problems = List.copyOf(problems);
    }

    private static Verdict of(List<String> problems, String documentHash) {
      return new Verdict(problems.isEmpty(), problems, documentHash);
    }
  }

  /**
   * Checks a receipt.
   *
   * @param receipt its JSON
   * @param key the installation's public key
   * @param document the text that it claims to be about, to be checked too
   */
  public static Verdict verify(String receipt, ReceiptKey key, Optional<byte[]> document) {
    JsonNode whole;
    try {
      whole = JSON.readTree(receipt);
    } catch (JsonProcessingException notJson) {
      return Verdict.of(List.of("the file is no JSON"), "");
    }
    List<String> problems = new ArrayList<>();
    JsonNode proof = whole.path("proof");
    String hash = whole.at("/record/pii_processing/privacy_notice/hash").asText();
    if (!(whole.path("record") instanceof ObjectNode record) || !proof.isObject()) {
      return Verdict.of(List.of("the file is no receipt: it has no record and proof"), hash);
    }
    if (!proof.path("key").asText().equals(key.id())) {
      problems.add("signed with the key " + proof.path("key").asText() + ", not with " + key.id());
    }
    if (!key.verifies(CanonicalJson.bytes(record), proof.path("signature").asText())) {
      problems.addAll(differences(record, proof, key));
    }
    document
        .map(CanonicalJson::sha256)
        .filter(found -> !found.equals(hash))
        .ifPresent(
            found ->
                problems.add(
                    "the document's text differs: its hash is " + found + ", not " + hash));
    return Verdict.of(problems, hash);
  }

  /** The digests of the parts are signed too, so that the part that differs can be named. */
  private static List<String> differences(ObjectNode record, JsonNode proof, ReceiptKey key) {
    JsonNode digests = proof.path("parts");
    if (!key.verifies(CanonicalJson.bytes(digests), proof.path("parts_signature").asText())) {
      return List.of("the signature is not one of this key over this receipt");
    }
    Map<String, String> given = Receipts.digests(record);
    TreeSet<String> names = new TreeSet<>(given.keySet());
    digests.fieldNames().forEachRemaining(names::add);
    List<String> problems = new ArrayList<>();
    for (String name : names) {
      if (!digests.path(name).asText().equals(given.getOrDefault(name, ""))) {
        problems.add("altered: record." + name);
      }
    }
    return problems.isEmpty() ? List.of("the signature is altered") : problems;
  }

  /** A document's hash as receipts name it. */
  public static String hashOf(String text) {
    return CanonicalJson.sha256(text.getBytes(StandardCharsets.UTF_8));
  }
}
