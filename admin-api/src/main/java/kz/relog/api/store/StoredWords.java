package kz.relog.api.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import kz.relog.api.spi.RecordSealer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Seals the words that records from before the companies hold in clear: they become those of
 * company 0, the installation. A migration that SQL cannot make, since it needs the vault; done
 * once, at the first start with the newer schema. Confined to the thread that opens the records.
 */
final class StoredWords {
  private final Jdbi jdbi;
  private final StopWords stopWords;
  private final CompanyWords words;

  StoredWords(Jdbi jdbi, RecordSealer sealer) {
    this.jdbi = jdbi;
    this.stopWords = new StopWords(jdbi, sealer);
    this.words = new CompanyWords(sealer);
  }

  /** A plan's identifier in clear. */
  private record ClearPlan(long planRef, String planId, long lastVersion) {}

  /** A version of a plan. */
  private record Version(long planRef, long number) {}

  /** Moves what is in clear, and drops where it was; {@code secure_delete} overwrites it. */
  void sealAll() {
    jdbi.useTransaction(
        handle -> {
          boolean done =
              handle
                  .createQuery("SELECT 1 FROM sqlite_master WHERE name = 'device_text_in_clear'")
                  .mapTo(Integer.class)
                  .findOne()
                  .isEmpty();
          if (!done) {
            devices(handle);
            plans(handle);
            stops(handle);
            handle.execute("DROP TABLE device_text_in_clear");
            handle.execute("DROP TABLE plan_text_in_clear");
            handle.execute("DROP TABLE stop_text_in_clear");
          }
        });
  }

  private void devices(Handle handle) {
    Map<Long, String> nameByRef = new TreeMap<>();
    handle
        .createQuery("SELECT device_ref, name FROM device_text_in_clear")
        .map((row, context) -> nameByRef.put(row.getLong(1), row.getString(2)))
        .list();
    handle.execute(
        "INSERT INTO device_text (device_ref, company_ref)"
            + " SELECT device_ref, 0 FROM device UNION SELECT device_ref, 0 FROM device_text_in_clear");
    nameByRef.forEach(
        (ref, name) ->
            handle.execute(
                "UPDATE device_text SET name = ? WHERE device_ref = ?", words.seal(0, name), ref));
  }

  private void plans(Handle handle) {
    for (ClearPlan plan :
        handle
            .createQuery("SELECT plan_ref, plan_id, last_version FROM plan_text_in_clear")
            .map((row, context) -> new ClearPlan(row.getLong(1), row.getString(2), row.getLong(3)))
            .list()) {
      handle.execute(
          "INSERT INTO plan_text (plan_ref, company_ref, plan_id, plan_hash, last_version)"
              + " VALUES (?, 0, ?, ?, ?)",
          plan.planRef,
          words.seal(0, plan.planId),
          words.lookup("plan", 0, plan.planId),
          plan.lastVersion);
    }
  }

  private void stops(Handle handle) {
    Map<Version, List<StopText>> textsByVersion = new LinkedHashMap<>();
    handle
        .createQuery(
            "SELECT plan_ref, version, seq, stop_id, external_id, name FROM stop_text_in_clear"
                + " ORDER BY plan_ref, version, seq")
        .map(
            (row, context) ->
                textsByVersion
                    .computeIfAbsent(
                        new Version(row.getLong(1), row.getLong(2)), version -> new ArrayList<>())
                    .add(
                        new StopText(
                            row.getInt(3), row.getInt(4), row.getString(5), row.getString(6))))
        .list();
    textsByVersion.forEach(
        (version, texts) ->
            handle.execute(
                "INSERT INTO stop_text (plan_ref, version, words) VALUES (?, ?, ?)",
                version.planRef,
                version.number,
                stopWords.seal(version.planRef, texts)));
  }
}
