package kz.relog.api.share;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import kz.relog.api.access.Access;
import kz.relog.api.account.Origins;
import kz.relog.api.account.Throttle;
import kz.relog.api.account.Tokens;
import kz.relog.api.audit.AuditAction;
import kz.relog.api.audit.AuditEntry;
import kz.relog.api.audit.AuditLog;
import kz.relog.api.audit.ObjectKind;
import kz.relog.api.call.Answers;
import kz.relog.api.call.Body;
import kz.relog.api.call.Call;
import kz.relog.api.call.Endpoint;
import kz.relog.api.disclosure.Disclosures;
import kz.relog.api.problem.Problem;
import kz.relog.api.spi.LiveSource;
import kz.relog.api.spi.LiveSource.Glimpse;
import kz.relog.api.spi.PlanFactSource;
import kz.relog.api.spi.PlanFactView;
import kz.relog.api.store.AdminStore;
import kz.relog.api.store.DeviceRow;
import kz.relog.api.store.PlanRow;
import kz.relog.api.store.ShareRow;
import kz.relog.api.store.StopText;

/**
 * {@code /v1/share:view}: what a link shows now. Each look asks the gate anew, so that what was
 * withdrawn is gone from the next one. Any thread.
 */
final class ShareViews {
  private static final Problem ENDED =
      Problem.of(
          HttpStatus.GONE,
          "share-ended",
          "The link has ended",
          "This link shows nothing any more.");

  private final AdminStore store;
  private final PlanFactSource planFacts;
  private final LiveSource live;
  private final Disclosures disclosures;
  private final AuditLog audit;
  private final Clock clock;
  private final ViewMark marks;
  private final ViewRate rate;
  private final Throttle guesses;
  private final AtomicLong sweptMs = new AtomicLong();

  ShareViews(
      AdminStore store,
      PlanFactSource planFacts,
      LiveSource live,
      Disclosures disclosures,
      AuditLog audit,
      SecureRandom random,
      Clock clock) {
    this.store = store;
    this.planFacts = planFacts;
    this.live = live;
    this.disclosures = disclosures;
    this.audit = audit;
    this.clock = clock;
    this.marks = new ViewMark(random);
    this.rate = new ViewRate(clock);
    this.guesses =
        new Throttle(
            clock,
            ShareLimits.UNKNOWN_FREE,
            Duration.ofSeconds(1),
            ShareLimits.UNKNOWN_WAIT_MAX,
            ShareLimits.ADDRESSES_MAX);
  }

  Endpoint endpoint() {
    return Endpoint.post("/v1/share:view", Access.open(), this::view);
  }

  private HttpResponse view(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    String address = Origins.throttleKey(call);
    rate.count(address);
    guesses.require(address);
    Body body = call.json();
    String token = body.requiredSecret("token", ShareLimits.TOKEN_CHARS_MAX);
    Optional<String> mark = body.secret("mark", ShareLimits.TOKEN_CHARS_MAX);
    body.finish();
    // Whatever was sent is hashed and looked for: a token that is none costs and tells the same.
    Optional<ShareRow> found = store.shares().findByHash(Tokens.hash(token));
    if (found.isEmpty()) {
      guesses.strike(address);
      throw Problem.notFound("There is no such link.").toException();
    }
    ShareRow link = found.get();
    long nowMs = clock.millis();
    sweep(nowMs);
    if (!link.isAlive(nowMs)) {
      throw ENDED.toException();
    }
    boolean opening = mark.isEmpty() || !marks.isMark(link.linkRef(), mark.get());
    return Answers.ok(shown(link, opening, nowMs));
  }

  private ShareView shown(ShareRow link, boolean opening, long nowMs) {
    PlanRow plan =
        store.plans().find(link.companyRef(), link.planRef()).orElseThrow(() -> over(link, nowMs));
    int seq =
        store.plans().stops(link.companyRef(), link.planRef()).stream()
            .filter(stop -> stop.stopId() == link.stopId())
            .findFirst()
            .map(StopText::seq)
            .orElseThrow(() -> over(link, nowMs));
    // A stop's place in one version is another stop's in the next: both must be of the same.
    Optional<PlanFactView> fact =
        planFacts
            .find(link.planRef())
            .filter(one -> one.planVersion() == plan.version() && one.stops().size() >= seq);
    Optional<Glimpse> glimpse =
        fact.filter(one -> one.deviceRef() != 0).flatMap(one -> live.glimpse(one.deviceRef()));
    Showing showing =
        fact.map(one -> Showing.of(one, seq, glimpse, nowMs)).orElse(new Showing.Unavailable());
    if (showing instanceof Showing.Over) {
      throw over(link, nowMs);
    }
    note(link, glimpse, showing, opening, nowMs);
    return ShareView.of(
        showing,
        vehicleName(link.companyRef(), plan.deviceRef(), showing),
        link.language(),
        marks.mark(link.linkRef()),
        nowMs);
  }

  private void note(
      ShareRow link, Optional<Glimpse> glimpse, Showing showing, boolean opening, long nowMs) {
    boolean tells = !(showing instanceof Showing.Unavailable);
    long subjectRef = tells ? glimpse.map(Glimpse::subjectRef).orElse(0L) : 0;
    if (subjectRef != 0) {
      disclosures.toCustomer(link.companyRef(), link.linkRef(), subjectRef, link.madeBy(), opening);
    }
    if (opening) {
      store.shares().countOpening(link.companyRef(), link.linkRef(), nowMs);
      audit.record(
          AuditEntry.anonymous(AuditAction.SHARE_OPENED)
              .inCompany(link.companyRef())
              .on(ObjectKind.SHARE, link.linkRef())
              .about(subjectRef)
              .purpose("customer-view"));
    } else if (nowMs - link.lastViewMs() >= ShareLimits.VIEW_NOTED.toMillis()) {
      store.shares().noteView(link.companyRef(), link.linkRef(), nowMs);
    }
  }

  private Optional<String> vehicleName(long companyRef, long deviceRef, Showing showing) {
    return showing instanceof Showing.Unavailable
            || deviceRef == 0
            || !store.shares().isVehicleNameShown(companyRef)
        ? Optional.empty()
        : store.devices().find(companyRef, deviceRef).flatMap(DeviceRow::name);
  }

  private RuntimeException over(ShareRow link, long nowMs) {
    store.shares().end(link.companyRef(), link.linkRef(), nowMs);
    return ENDED.toException();
  }

  private void sweep(long nowMs) {
    long last = sweptMs.get();
    if (nowMs - last >= ShareLimits.SWEEP_EVERY.toMillis() && sweptMs.compareAndSet(last, nowMs)) {
      store.shares().forgetEndedBefore(nowMs - ShareLimits.ENDED_KEPT.toMillis());
    }
  }
}
