package kz.relog.api.retain;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.MediaType;
import java.util.List;
import kz.relog.api.access.Access;
import kz.relog.api.access.Role;
import kz.relog.api.access.Scope;
import kz.relog.api.audit.AuditAction;
import kz.relog.api.audit.AuditEntry;
import kz.relog.api.audit.AuditLog;
import kz.relog.api.audit.ObjectKind;
import kz.relog.api.call.Answers;
import kz.relog.api.call.Call;
import kz.relog.api.call.Endpoint;
import kz.relog.api.call.Json;
import org.jspecify.annotations.Nullable;

/** {@code /v1/retention}: the terms, and what is over now. Any thread. */
public final class RetentionEndpoints {
  private static final Access OPERATOR = Access.of(Scope.FLEET_READ, Role.OPERATOR);

  private final Sweeper sweeper;
  private final AuditLog audit;

  /** Endpoints over this sweeper. */
  public RetentionEndpoints(Sweeper sweeper, AuditLog audit) {
    this.sweeper = sweeper;
    this.audit = audit;
  }

  /** All of them. */
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/retention", OPERATOR, this::show),
        Endpoint.post("/v1/retention:confirm-clock", OPERATOR, this::confirm));
  }

  private record RetentionView(boolean clockBelieved, List<DueView> categories) {}

  private record DueView(
      String category, String reason, int days, @Nullable String before, long due) {
    static DueView of(Due due) {
      return new DueView(
          due.category().word(),
          due.category().reason(),
          due.days(),
          Json.time(due.cutoffMs()),
          due.count());
    }
  }

  private HttpResponse show(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    return Answers.ok(view());
  }

  private HttpResponse confirm(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    sweeper.confirmClock();
    audit.record(
        AuditEntry.by(call.caller(), AuditAction.CLOCK_CONFIRMED).on(ObjectKind.INSTALLATION, 0));
    return Answers.ok(view());
  }

  private RetentionView view() {
    return new RetentionView(
        sweeper.isClockBelieved(), sweeper.due().stream().map(DueView::of).toList());
  }
}
