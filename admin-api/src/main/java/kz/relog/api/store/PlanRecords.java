package kz.relog.api.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import kz.relog.api.plan.PlanRecord;
import kz.relog.api.plan.StopRecord;
import kz.relog.api.spi.RecordSealer;
import kz.relog.api.spi.RoadFullException;
import kz.relog.api.spi.RoadPlan;
import kz.relog.api.spi.RoadStop;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Reads the plans of a company, and writes whose they are and their words (never the road's table).
 * Any thread; blocks.
 */
public final class PlanRecords {
  private static final String SELECT =
      "SELECT p.plan_ref, t.plan_id, p.device_ref, p.version, p.start_ms, p.end_ms,"
          + " p.stop_count, p.vertex_count, p.created_seq, p.created_ms, p.changed_ms"
          + " FROM plan p JOIN plan_text t USING (plan_ref) WHERE t.company_ref = ?";

  private static final long CLOSED_AFTER_MS = 72 * 3_600_000L;

  private final Jdbi jdbi;
  private final RecordSealer sealer;
  private final CompanyWords words;
  private final StopWords stopWords;

  PlanRecords(Jdbi jdbi, RecordSealer sealer) {
    this.jdbi = jdbi;
    this.sealer = sealer;
    this.words = new CompanyWords(sealer);
    this.stopWords = new StopWords(jdbi, sealer);
  }

  /** A plan with all it holds. */
  public record WholePlan(PlanRow row, RoadPlan road, List<StopText> texts) {
    /** The plan as the planner would write it. */
    public PlanRecord record() {
      List<StopRecord> stops = new ArrayList<>();
      for (int i = 0; i < road.stops().size(); i++) {
        RoadStop stop = road.stops().get(i);
        StopText text = i < texts.size() ? texts.get(i) : new StopText(i + 1, 0, "", "");
        stops.add(
            new StopRecord(
                i + 1,
                text.externalId(),
                text.name(),
                stop.latE7(),
                stop.lonE7(),
                stop.arriveMs(),
                stop.departMs(),
                stop.serviceSeconds(),
                stop.radiusMetres(),
                stop.windowFromMs(),
                stop.windowToMs()));
      }
      return new PlanRecord(row.planId(), road.startMs(), road.endMs(), road.path(), stops);
    }
  }

  /** The company's plan without its positions, once the road made it. */
  public Optional<PlanRow> find(long companyRef, long planRef) {
    Optional<Listed> listed = jdbi.withHandle(handle -> find(handle, companyRef, planRef));
    return opened(companyRef, listed.stream().toList()).stream().findFirst();
  }

  /** The company's plan with positions and words; empty also when its key is gone. */
  public Optional<WholePlan> findWhole(long companyRef, long planRef) {
    Optional<Stored> stored =
        jdbi.inTransaction(
            handle ->
                find(handle, companyRef, planRef)
                    .map(
                        listed ->
                            new Stored(listed, route(handle, planRef), words(handle, planRef))));
    return stored.flatMap(plan -> whole(companyRef, plan));
  }

  private Optional<WholePlan> whole(long companyRef, Stored stored) {
    PlanRow row = opened(companyRef, List.of(stored.listed)).get(0);
    List<byte[]> sealed = new ArrayList<>(List.of(stored.route.bytes()));
    if (!stored.words.isNone()) {
      sealed.add(stored.words.bytes());
    }
    return sealer
        .openAll(row.planRef(), sealed)
        .map(
            plain -> {
              RouteCodec.Route route = RouteCodec.decode(plain.get(0));
              RoadPlan road =
                  new RoadPlan(
                      row.planRef(),
                      row.deviceRef(),
                      row.version(),
                      row.startMs(),
                      row.endMs(),
                      route.path(),
                      route.stops());
              return new WholePlan(
                  row,
                  road,
                  plain.size() == 1 ? List.of() : stopWords.open(row.planRef(), plain.get(1)));
            });
  }

  /**
   * The journal seq that made a plan, whosever it is: for the feed, which knows no companies.
   *
   * @return empty when the records do not have it
   */
  public OptionalLong findCreatedSeq(long planRef) {
    Optional<Long> seq =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery("SELECT created_seq FROM plan WHERE plan_ref = ?")
                    .bind(0, planRef)
                    .mapTo(Long.class)
                    .findOne());
    return seq.isPresent() ? OptionalLong.of(seq.get()) : OptionalLong.empty();
  }

  /**
   * Where a replay must begin so that the engine gets every plan that may still be driven, from its
   * first entry on.
   *
   * @param nowMs plans count until three days after their end, when the engine has closed them
   * @return empty when no plan may still be driven
   */
  public OptionalLong findEarliestLiveSeq(long nowMs) {
    Optional<Long> seq =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT created_seq FROM plan WHERE MAX(last_ms, CASE end_ms WHEN 0 THEN"
                            + " changed_ms ELSE 0 END) > ? ORDER BY created_seq LIMIT 1")
                    .bind(0, nowMs - CLOSED_AFTER_MS)
                    .mapTo(Long.class)
                    .findOne());
    return seq.isPresent() ? OptionalLong.of(seq.get()) : OptionalLong.empty();
  }

  /**
   * Which plans are wanted.
   *
   * @param device driven by this device; 0 for those that nobody drives; empty for all
   * @param fromMs driven at or after this moment, Unix epoch ms UTC
   * @param toMs driven before this moment, Unix epoch ms UTC
   */
  public record Wanted(OptionalLong device, long fromMs, long toMs) {
    /** All plans. */
    public static final Wanted ALL = new Wanted(OptionalLong.empty(), 0, Long.MAX_VALUE);
  }

  /** At most {@code limit} plans made after {@code afterSeq}, in the order of their making. */
  public List<PlanRow> list(long companyRef, Wanted wanted, long afterSeq, int limit) {
    String sql =
        SELECT
            + " AND p.created_seq > ? AND p.first_ms < ? AND p.last_ms >= ?"
            + (wanted.device.isPresent() ? " AND p.device_ref = " + wanted.device.getAsLong() : "")
            + " ORDER BY p.created_seq LIMIT ?";
    List<Listed> listed =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(sql)
                    .bind(0, companyRef)
                    .bind(1, afterSeq)
                    .bind(2, wanted.toMs)
                    .bind(3, wanted.fromMs)
                    .bind(4, limit)
                    .map(PlanRecords::listed)
                    .list());
    return opened(companyRef, listed);
  }

  /** The stops' words in the plan's version of now; none when its key is gone. */
  public List<StopText> stops(long companyRef, long planRef) {
    Optional<byte[]> sealed =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT s.words FROM stop_text s JOIN plan p USING (plan_ref, version)"
                            + " JOIN plan_text t USING (plan_ref)"
                            + " WHERE t.company_ref = ? AND s.plan_ref = ?")
                    .bind(0, companyRef)
                    .bind(1, planRef)
                    .map((row, context) -> row.getBytes(1))
                    .findOne());
    return sealed
        .flatMap(bytes -> sealer.open(planRef, bytes))
        .map(plain -> stopWords.open(planRef, plain))
        .orElse(List.of());
  }

  /**
   * The company's plan that has the planner's identifier; {@code newPlanRef} is taken when none has
   * it yet.
   */
  public long planRefOf(long companyRef, String planId, long newPlanRef) {
    byte[] hash = words.lookup("plan", companyRef, planId);
    byte[] sealed = words.seal(companyRef, planId);
    return jdbi.inTransaction(
        handle -> {
          handle.execute(
              "INSERT INTO plan_text (plan_ref, company_ref, plan_id, plan_hash, last_version)"
                  + " VALUES (?, ?, ?, ?, 0) ON CONFLICT (company_ref, plan_hash) DO NOTHING",
              newPlanRef,
              companyRef,
              sealed,
              hash);
          return handle
              .createQuery("SELECT plan_ref FROM plan_text WHERE company_ref = ? AND plan_hash = ?")
              .bind(0, companyRef)
              .bind(1, hash)
              .mapTo(Long.class)
              .one();
        });
  }

  /**
   * Takes the next version of a plan, which is never given twice, and writes its words under it.
   *
   * @throws RoadFullException when the plan was erased meanwhile: sent again it is another plan
   */
  public long putNextVersion(long companyRef, long planRef, List<StopText> texts) {
    noteStops(companyRef, planRef, texts);
    byte[] sealed = stopWords.seal(planRef, texts);
    return jdbi.inTransaction(
        handle -> {
          long version =
              handle
                  .createQuery(
                      "UPDATE plan_text SET last_version = MAX(last_version, COALESCE((SELECT"
                          + " version FROM plan p WHERE p.plan_ref = plan_text.plan_ref), 0)) + 1"
                          + " WHERE company_ref = ? AND plan_ref = ? RETURNING last_version")
                  .bind(0, companyRef)
                  .bind(1, planRef)
                  .mapTo(Long.class)
                  .findOne()
                  .orElseThrow(() -> new RoadFullException("the plan was erased just now"));
          handle.execute(
              "INSERT INTO stop_text (plan_ref, version, words) VALUES (?, ?, ?)",
              planRef,
              version,
              sealed);
          return version;
        });
  }

  /** Notes the highest number of a stop before its customer gets a key. */
  private void noteStops(long companyRef, long planRef, List<StopText> texts) {
    int last = texts.stream().mapToInt(StopText::stopId).max().orElse(0);
    jdbi.useHandle(
        handle ->
            handle.execute(
                "UPDATE plan_text SET last_stop = ?"
                    + " WHERE company_ref = ? AND plan_ref = ? AND last_stop < ?",
                last,
                companyRef,
                planRef,
                last));
  }

  /**
   * Who waits at a stop of the company's plan: a reference that is erased like a person's. All
   * names of the plan have keys of their own afterwards.
   *
   * @return empty when the company has no such plan
   */
  public OptionalLong customerAt(long companyRef, long planRef, int stopId) {
    if (find(companyRef, planRef).isEmpty()) {
      return OptionalLong.empty();
    }
    stopWords.splitAll(planRef);
    return OptionalLong.of(stopWords.customerRef(planRef, stopId));
  }

  /** Deletes the words of all versions but those at or above the one the records show. */
  public void dropOldTexts(long companyRef, long planRef) {
    jdbi.useTransaction(
        handle ->
            handle.execute(
                "DELETE FROM stop_text WHERE plan_ref = ? AND version <"
                    + " (SELECT version FROM plan JOIN plan_text USING (plan_ref)"
                    + " WHERE company_ref = ? AND plan_ref = ?)",
                planRef,
                companyRef,
                planRef));
  }

  /** Deletes the words of a version that the road refused. */
  public void dropTexts(long companyRef, long planRef, long version) {
    jdbi.useTransaction(
        handle -> {
          handle.execute(
              "DELETE FROM stop_text WHERE plan_ref = ? AND version = ? AND EXISTS"
                  + " (SELECT 1 FROM plan_text WHERE company_ref = ? AND plan_ref = ?)",
              planRef,
              version,
              companyRef,
              planRef);
          handle.execute(
              "DELETE FROM plan_text WHERE company_ref = ? AND plan_ref = ? AND last_version = 1"
                  + " AND NOT EXISTS (SELECT 1 FROM plan WHERE plan_ref = ?)",
              companyRef,
              planRef,
              planRef);
        });
  }

  /** A row, the planner's identifier still sealed. */
  private record Listed(PlanRow row, SealedBytes planId) {}

  /** What one transaction read, still sealed. */
  private record Stored(Listed listed, SealedBytes route, SealedBytes words) {}

  private static Optional<Listed> find(Handle handle, long companyRef, long planRef) {
    return handle
        .createQuery(SELECT + " AND p.plan_ref = ?")
        .bind(0, companyRef)
        .bind(1, planRef)
        .map(PlanRecords::listed)
        .findOne();
  }

  private static SealedBytes route(Handle handle, long planRef) {
    return handle
        .createQuery("SELECT route FROM plan WHERE plan_ref = ?")
        .bind(0, planRef)
        .map((set, context) -> new SealedBytes(set.getBytes(1)))
        .one();
  }

  private static SealedBytes words(Handle handle, long planRef) {
    return handle
        .createQuery(
            "SELECT s.words FROM stop_text s JOIN plan USING (plan_ref, version)"
                + " WHERE s.plan_ref = ?")
        .bind(0, planRef)
        .map((set, context) -> new SealedBytes(set.getBytes(1)))
        .findOne()
        .orElse(SealedBytes.NONE);
  }

  private List<PlanRow> opened(long companyRef, List<Listed> listed) {
    List<Optional<String>> planIds =
        words.openAll(companyRef, listed.stream().map(Listed::planId).toList());
    List<PlanRow> rows = new ArrayList<>(listed.size());
    for (int i = 0; i < listed.size(); i++) {
      PlanRow row = listed.get(i).row;
      rows.add(planIds.get(i).map(row::named).orElse(row));
    }
    return rows;
  }

  private static Listed listed(ResultSet row, StatementContext context) throws SQLException {
    long planRef = row.getLong("plan_ref");
    return new Listed(
        new PlanRow(
            planRef,
            // Shown when the company's key, and with it the planner's identifier, is gone.
            String.format(Locale.ROOT, "%016x", planRef),
            row.getLong("device_ref"),
            row.getLong("version"),
            row.getLong("start_ms"),
            row.getLong("end_ms"),
            row.getInt("stop_count"),
            row.getInt("vertex_count"),
            row.getLong("created_seq"),
            row.getLong("created_ms"),
            row.getLong("changed_ms")),
        new SealedBytes(row.getBytes("plan_id")));
  }
}
