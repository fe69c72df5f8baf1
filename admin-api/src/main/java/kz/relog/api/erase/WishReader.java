package kz.relog.api.erase;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import kz.relog.api.call.Body;
import kz.relog.api.problem.Problem;
import kz.relog.api.spi.Erasures;
import kz.relog.api.spi.Erasures.Scope;
import kz.relog.api.store.DeviceRecords;

/** Reads what somebody wants erased out of a request's body. Stateless but for the clock. */
final class WishReader {
  private final DeviceRecords devices;
  private final Clock clock;

  WishReader(DeviceRecords devices, Clock clock) {
    this.devices = devices;
    this.clock = clock;
  }

  /**
   * Reads a whole body.
   *
   * @param needsReason whether a reason must be there; else none may be
   */
  Asking.Wish read(long companyRef, Body body, boolean needsReason) {
    Optional<String> reason =
        needsReason
            ? Optional.of(body.needed("reason", ErasureLimits.REASON_CHARS_MAX))
            : Optional.empty();
    boolean withWindow = !needsReason && body.flag("withWindow");
    boolean withoutPackage = !needsReason && body.flag("withoutPackage");
    Set<String> words =
        body.isAbsent("categories") ? Set.of() : body.words("categories", ErasureCategory.WORDS);
    OptionalLong device = body.ref("device");
    Optional<Instant> from = body.time("from");
    Optional<Instant> to = body.time("to");
    int categories = 0;
    for (ErasureCategory one : ErasureCategory.values()) {
      categories |= words.contains(one.word()) ? one.bit() : 0;
    }
    boolean bounded = device.isPresent() || from.isPresent() || to.isPresent();
    if (bounded && categories == 0) {
      categories = Erasures.TRACKS;
    }
    if (bounded && categories != Erasures.TRACKS) {
      body.wrong("categories", "positions alone, together with device, from or to");
    }
    long nowMs = clock.millis();
    long fromMs = from.map(Instant::toEpochMilli).orElse(0L);
    long toMs = to.map(Instant::toEpochMilli).orElse(nowMs);
    if (from.isPresent() && (fromMs < 0 || fromMs >= toMs)) {
      body.wrong("from", "a time before the end");
    }
    if (to.isPresent() && (toMs <= 0 || toMs > nowMs)) {
      body.wrong("to", "a time that is over");
    }
    body.finish();
    if (device.isPresent() && devices.find(companyRef, device.getAsLong()).isEmpty()) {
      throw Problem.notFound("There is no such device.").toException();
    }
    Scope scope =
        categories == 0 ? Scope.WHOLE : new Scope(device.orElse(0), fromMs, toMs, categories);
    return new Asking.Wish(
        scope, categories != 0 && to.isEmpty(), reason, withWindow, withoutPackage);
  }
}
