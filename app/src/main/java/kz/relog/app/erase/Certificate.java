package kz.relog.app.erase;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import kz.relog.api.spi.Erasures;
import kz.relog.api.spi.SubjectEraser;
import kz.relog.api.store.ErasureRecords.Row;
import kz.relog.journal.Remains;

/** Writes what an erasure did, as JSON; nothing of the person but the reference. Stateless. */
final class Certificate {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HexFormat HEX = HexFormat.of();

  private Certificate() {}

  static String of(Row row, Remains remains, List<SubjectEraser> stores, long nowMs) {
    ObjectNode node = JSON.createObjectNode();
    node.put("erasure", HEX.toHexDigits(row.erasureRef()));
    node.put("subject", HEX.toHexDigits(row.subjectRef()));
    node.put("reason", row.reason().name());
    scope(node.putObject("scope"), row);
    node.put("requestedAt", Instant.ofEpochMilli(row.requestedMs()).toString());
    node.put("completedAt", Instant.ofEpochMilli(nowMs).toString());
    ArrayNode done = node.putArray("done");
    if (row.scope().concerns(Erasures.TRACKS)) {
      done.add(
          row.scope().isWhole()
              ? "all keys of the subject destroyed"
              : "keys of the months concerned destroyed; what stays sealed under new ones");
      done.add("archive rows deleted and overwritten");
      done.add(remains.zeroedSections() + " journal sections overwritten with zeros");
    }
    if (!row.scope().isWhole()) {
      done.add("rows of these categories deleted and overwritten");
    }
    ArrayNode forgotten = node.putArray("stores");
    stores.forEach(store -> forgotten.add(store.name()));
    ArrayNode files = node.putArray("scanned");
    for (Remains.ScannedFile file : remains.files()) {
      files
          .addObject()
          .put("file", file.name())
          .put("bytes", file.bytes())
          .put("sha256", file.sha256());
    }
    remaining(node.putArray("remains"), row, remains);
    return node.toString();
  }

  private static void scope(ObjectNode node, Row row) {
    node.put("whole", row.scope().isWhole());
    if (!row.scope().isWhole()) {
      node.put("from", Instant.ofEpochMilli(row.scope().fromMs()).toString());
      node.put(
          "to",
          row.scope().toMs() == Long.MAX_VALUE
              ? "for ever"
              : Instant.ofEpochMilli(row.scope().toMs()).toString());
      node.put(
          "device",
          row.scope().deviceRef() == 0 ? "every" : HEX.toHexDigits(row.scope().deviceRef()));
      node.put("categories", categories(row.scope()));
    }
  }

  private static String categories(Erasures.Scope scope) {
    List<String> words = new ArrayList<>();
    if (scope.concerns(Erasures.TRACKS)) {
      words.add("tracks");
    }
    if (scope.concerns(Erasures.MESSAGES)) {
      words.add("messages");
    }
    if (scope.concerns(Erasures.HISTORY)) {
      words.add("profile history");
    }
    return String.join(", ", words);
  }

  private static void remaining(ArrayNode left, Row row, Remains remains) {
    remain(
        left,
        "headers of journal entries: reference, time of receipt, length",
        "order and integrity of everybody's entries; goes with the files (journal.keep)");
    remain(
        left,
        "the reference in the list of what is erased, as a keyed hash there",
        "so that nothing comes back from a device, a replay or a backup");
    remain(
        left,
        "copies of the vault made before",
        "they live 30 days at most; a restore applies the erased list first");
    if (!row.scope().isWhole() && remains.keptSections() > 0) {
      remain(left, "sections outside of what was to be erased", "they were not to be erased");
    }
  }

  private static void remain(ArrayNode left, String what, String why) {
    left.addObject().put("what", what).put("why", why);
  }
}
