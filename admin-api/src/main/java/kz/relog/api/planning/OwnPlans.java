package kz.relog.api.planning;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.MediaType;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import kz.relog.api.access.Caller;
import kz.relog.api.access.Purpose;
import kz.relog.api.audit.AuditAction;
import kz.relog.api.audit.ObjectKind;
import kz.relog.api.call.Answers;
import kz.relog.api.call.Call;
import kz.relog.api.call.CompanyTime;
import kz.relog.api.call.Page;
import kz.relog.api.call.Query;
import kz.relog.api.purpose.PositionReads;
import kz.relog.api.spi.PlanFactSource;
import kz.relog.api.store.AdminStore;
import kz.relog.api.store.PlanRecords.Wanted;
import kz.relog.api.store.PlanRow;
import kz.relog.api.store.StopText;
import kz.relog.api.track.Drive;
import kz.relog.api.track.Drives;
import org.jspecify.annotations.Nullable;

/**
 * A person's own plans of a day with how they go: those of whatever device the person had, that
 * touch the time in which the person had it. Any thread.
 */
public final class OwnPlans {
  private final AdminStore store;
  private final PlanFactSource planFacts;
  private final Drives drives;
  private final PositionReads reads;
  private final CompanyTime time;

  /** Own plans out of these records. */
  public OwnPlans(
      AdminStore store,
      PlanFactSource planFacts,
      Drives drives,
      PositionReads reads,
      CompanyTime time) {
    this.store = store;
    this.planFacts = planFacts;
    this.drives = drives;
    this.reads = reads;
    this.time = time;
  }

  /** A plan and how it goes; null when nothing is known of its drive. */
  private record OwnPlan(PlanView plan, @Nullable PlanFactJson planFact) {}

  /** Answers with the caller's plans of {@code day}, or else of today. */
  public HttpResponse get(Call call) {
    call.accepted(MediaType.JSON);
    Query query = call.query();
    Caller caller = call.caller();
    LocalDate day = query.day("day").orElseGet(() -> time.today(caller.companyRef()));
    query.finish();
    reads.allowUnrecorded(
        call,
        PositionReads.Read.own(AuditAction.PLAN_FACT_READ, ObjectKind.PERSON, caller.personRef()),
        Purpose.OWN_DATA);
    long fromMs = time.startMs(caller.companyRef(), day);
    long toMs = time.startMs(caller.companyRef(), day.plusDays(1));
    Map<Long, OwnPlan> plans = new LinkedHashMap<>();
    for (Drive drive : drives.of(caller.companyRef(), caller.personRef(), fromMs, toMs)) {
      Drive part = drive.within(fromMs, toMs);
      Wanted wanted = new Wanted(OptionalLong.of(part.deviceRef()), part.fromMs(), part.toMs());
      for (PlanRow row : part.isEmpty() ? List.<PlanRow>of() : plans(caller, wanted)) {
        plans.computeIfAbsent(row.planRef(), ref -> own(caller, row));
      }
    }
    return Answers.ok(Map.of("items", List.copyOf(plans.values())));
  }

  private List<PlanRow> plans(Caller caller, Wanted wanted) {
    return store.plans().list(caller.companyRef(), wanted, 0, Page.LIMIT_DEFAULT);
  }

  private OwnPlan own(Caller caller, PlanRow row) {
    Map<Integer, StopText> textBySeq = new HashMap<>();
    store
        .plans()
        .stops(caller.companyRef(), row.planRef())
        .forEach(text -> textBySeq.put(text.seq(), text));
    return new OwnPlan(
        PlanView.of(row, PlanStage.of(row, planFacts, time.nowMs())),
        planFacts.find(row.planRef()).map(view -> PlanFactJson.of(view, textBySeq)).orElse(null));
  }
}
