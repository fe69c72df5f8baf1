package kz.relog.api.store;

import java.util.ArrayList;
import java.util.List;
import kz.relog.api.spi.Erasures.Scope;
import kz.relog.api.spi.RecordSealer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The ends of plans: which are over their term, and how they and the customers at their stops are
 * forgotten. Any thread; blocks.
 */
public final class PlanEnds {
  private static final String OLD =
      " WHERE plan_ref IN (SELECT p.plan_ref FROM plan p JOIN plan_text t USING (plan_ref)"
          + " LEFT JOIN device d USING (device_ref)"
          + " WHERE MAX(p.last_ms, CASE p.end_ms WHEN 0 THEN p.changed_ms ELSE 0 END) < :cutoff"
          + " AND t.company_ref NOT IN"
          + " (SELECT company_ref FROM hold WHERE ended_ms = 0 AND person_ref = 0)"
          + " AND COALESCE(d.subject_ref, 0) NOT IN"
          + " (SELECT person_ref FROM hold WHERE ended_ms = 0 AND person_ref <> 0)"
          + " AND NOT EXISTS (SELECT 1 FROM binding b JOIN hold h ON h.person_ref = b.subject_ref"
          + " WHERE h.ended_ms = 0 AND b.device_ref = p.device_ref))";

  private final Jdbi jdbi;
  private final RecordSealer sealer;
  private final StopWords words;

  PlanEnds(Jdbi jdbi, RecordSealer sealer) {
    this.jdbi = jdbi;
    this.sealer = sealer;
    this.words = new StopWords(jdbi, sealer);
  }

  /** What of a plan has a term. */
  public enum Part {
    /** What its stops are called: the customers' names. */
    WORDS("stop_text"),
    /** All of it. */
    WHOLE("plan");

    private final String table;

    Part(String table) {
      this.table = table;
    }

    /** What an order to erase it says. */
    public Scope scope() {
      return this == WORDS ? Scope.WORDS : Scope.PLAN;
    }
  }

  /**
   * How many rows are over; none of a company or a person that is held.
   *
   * @param cutoffMs driven before this moment, Unix epoch ms UTC
   */
  public long count(Part part, long cutoffMs) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT COUNT(*) FROM " + part.table + OLD)
                .bind("cutoff", cutoffMs)
                .mapTo(Long.class)
                .one());
  }

  /** At most {@code limit} of the plans that have such rows. */
  public List<Long> due(Part part, long cutoffMs, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT DISTINCT plan_ref FROM "
                        + part.table
                        + OLD
                        + " ORDER BY plan_ref LIMIT :limit")
                .bind("cutoff", cutoffMs)
                .bind("limit", limit)
                .mapTo(Long.class)
                .list());
  }

  /**
   * Destroys the keys of these plans' customers, or of the plans too, then deletes the rows. May be
   * repeated. Only behind an ERASE: the journal has sections under the key of a plan.
   *
   * @param whole whether the plans go too
   */
  public void forget(List<Long> planRefs, boolean whole) {
    List<Long> keys = new ArrayList<>(whole ? planRefs : List.of());
    for (long planRef : planRefs) {
      int last = lastStop(planRef);
      for (int stopId = 1; stopId <= last; stopId++) {
        keys.add(words.customerRef(planRef, stopId));
      }
    }
    sealer.destroyAll(keys);
    jdbi.useTransaction(
        handle -> {
          delete(handle, "stop_text", planRefs);
          if (whole) {
            delete(handle, "plan", planRefs);
            delete(handle, "plan_text", planRefs);
            // What a planner called a plan that the road refused.
            handle.execute(
                "DELETE FROM plan_text WHERE last_version > 0 AND NOT EXISTS"
                    + " (SELECT 1 FROM plan p WHERE p.plan_ref = plan_text.plan_ref)"
                    + " AND NOT EXISTS"
                    + " (SELECT 1 FROM stop_text s WHERE s.plan_ref = plan_text.plan_ref)");
          }
        });
  }

  private static void delete(Handle handle, String table, List<Long> planRefs) {
    try (var update = handle.createUpdate("DELETE FROM " + table + " WHERE plan_ref IN (<refs>)")) {
      update.bindList("refs", planRefs).execute();
    }
  }

  private int lastStop(long planRef) {
    int noted =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery("SELECT last_stop FROM plan_text WHERE plan_ref = ?")
                    .bind(0, planRef)
                    .mapTo(Integer.class)
                    .findOne()
                    .orElse(0));
    // A program of before noted nothing, and what it wrote may have had more stops.
    return Math.max(noted, words.lastStop(planRef));
  }
}
