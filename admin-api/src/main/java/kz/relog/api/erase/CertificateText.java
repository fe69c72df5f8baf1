package kz.relog.api.erase;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Locale;
import kz.relog.api.call.Refs;
import kz.relog.api.json.ForgetfulJson;
import kz.relog.api.spi.Erasures;
import kz.relog.api.store.ErasureRequest;
import kz.relog.api.store.ErasureRequest.About;

/**
 * What a certificate says: what was erased for whom and when, what the eraser found, what remains
 * and why. Of the person it holds the reference alone.
 */
final class CertificateText {
  private static final ObjectMapper JSON = ForgetfulJson.mapper();

  private final Erasures erasures;

  CertificateText(Erasures erasures) {
    this.erasures = erasures;
  }

  ObjectNode of(ErasureRequest row, long nowMs) {
    ObjectNode node = JSON.createObjectNode();
    node.put("certificate", Refs.text(row.requestRef()));
    node.put("subject", Refs.text(row.subjectRef()));
    node.put("about", word(row.about()));
    node.put("askedBy", word(row.asker()));
    node.put("askedAt", Instant.ofEpochMilli(row.askedMs()).toString());
    node.put("completedAt", Instant.ofEpochMilli(nowMs).toString());
    node.put("whole", row.scope().isWhole());
    ArrayNode done = node.putArray("erasures");
    add(done, row.erasureRef());
    add(done, row.accountErasureRef());
    ArrayNode left = node.putArray("remains");
    if (row.about() == About.CUSTOMER) {
      remain(
          left,
          "the place of the stop in its plan, without a name",
          "it is where a driver was sent; it goes with the plan at its term");
    } else if (row.scope().isWhole()) {
      remaining(left, row);
    }
    return node;
  }

  private static void remaining(ArrayNode left, ErasureRequest row) {
    remain(
        left,
        "that a reference was a member: its role and the times of its coming and going",
        "the company's papers must add up, and who asks for the person is told that it is erased");
    remain(
        left,
        "rows of the audit: references and times; networks are cleared",
        "its rows are chained by their hashes, and the chain must still verify");
    remain(
        left,
        "which receipts were given and which documents accepted, as references and times",
        "proof that the processing was lawful while it lasted");
    remain(
        left,
        "which notices were sent and which requests answered, without their content",
        "proof that the person was told");
    remain(
        left,
        "the register of disclosures: references and times",
        "who got something must be known, to be told");
    if (row.accountErasureRef() == 0) {
      remain(
          left,
          "a login, if it belongs to another company too",
          "it is erased with its last membership");
    }
  }

  private void add(ArrayNode done, long erasureRef) {
    erasures
        .certificate(erasureRef)
        .ifPresent(
            text -> {
              try {
                done.add(JSON.readTree(text));
              } catch (JsonProcessingException ours) {
                throw new IllegalStateException("a certificate of ours is no JSON", ours);
              }
            });
  }

  private static void remain(ArrayNode left, String what, String why) {
    left.addObject().put("what", what).put("why", why);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
