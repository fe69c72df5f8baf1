package kz.relog.api.driver;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kz.relog.api.access.Caller;
import kz.relog.api.call.Answers;
import kz.relog.api.call.Call;
import kz.relog.api.call.Json;
import kz.relog.api.call.Refs;
import kz.relog.api.store.AdminStore;
import kz.relog.api.store.DevicePlace;
import kz.relog.api.store.DeviceRow;
import kz.relog.api.store.ShiftRecords;
import kz.relog.api.store.ToldRow;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/me/devices} and {@code /v1/me/told}: what recorded a person, when, and that they were
 * told. Any thread; blocks.
 */
final class OwnDevices {
  /** How far back trackers are listed; the package has all of them. */
  private static final Duration TRACKERS_BACK = Duration.ofDays(31);

  private final AdminStore store;
  private final Clock clock;

  OwnDevices(AdminStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  private record DeviceView(
      String device,
      @Nullable String name,
      String kind,
      @Nullable String from,
      @Nullable String until) {
    @Override
    public String toString() {
      return "DeviceView[" + kind + "]";
    }
  }

  private record ToldView(String id, @Nullable String at, String how, String document, String by) {}

  HttpResponse devices(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    Caller me = call.caller();
    List<DeviceView> views = new ArrayList<>();
    for (DevicePlace phone : store.places().ofDriver(me.companyRef(), me.personRef())) {
      views.add(
          view(
              me.companyRef(),
              phone.deviceRef(),
              "phone",
              phone.enrolledMs(),
              phone.unboundMs().orElse(0)));
    }
    long fromMs = clock.millis() - TRACKERS_BACK.toMillis();
    for (ShiftRecords.Had had :
        store.shifts().had(me.companyRef(), me.personRef(), fromMs, Long.MAX_VALUE)) {
      long untilMs = had.toMs() == Long.MAX_VALUE ? 0 : had.toMs();
      views.add(view(me.companyRef(), had.deviceRef(), "tracker", had.fromMs(), untilMs));
    }
    return Answers.ok(Map.of("items", views));
  }

  HttpResponse told(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    Caller me = call.caller();
    List<ToldView> views =
        store.told().of(me.companyRef(), me.personRef()).stream().map(OwnDevices::view).toList();
    return Answers.ok(Map.of("items", views));
  }

  private DeviceView view(long companyRef, long deviceRef, String kind, long fromMs, long untilMs) {
    return new DeviceView(
        Refs.text(deviceRef),
        store.devices().find(companyRef, deviceRef).flatMap(DeviceRow::name).orElse(null),
        kind,
        Json.time(fromMs),
        untilMs == 0 ? null : Json.time(untilMs));
  }

  private static ToldView view(ToldRow row) {
    return new ToldView(
        Refs.text(row.toldRef()),
        Json.time(row.atMs()),
        row.how(),
        row.document(),
        Refs.text(row.byPersonRef()));
  }
}
