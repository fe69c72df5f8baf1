package kz.relog.api.track;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import kz.relog.api.access.Access;
import kz.relog.api.access.Role;
import kz.relog.api.access.Scope;
import kz.relog.api.call.Answers;
import kz.relog.api.call.Call;
import kz.relog.api.call.Endpoint;
import kz.relog.api.call.Query;
import kz.relog.api.problem.Problem;
import kz.relog.api.spi.TrackSource;
import kz.relog.api.store.DeviceRecords;

/** {@code /v1/devices/{id}/track}. Any thread. */
public final class TrackEndpoint {
  /** Longest stretch told at once: a month. */
  static final Duration SPAN_MAX = Duration.ofDays(31);

  /** Stretch told when the caller does not say. */
  static final Duration SPAN_DEFAULT = Duration.ofDays(1);

  /** Tracks read at once; each holds a thread while its reader is slow. */
  static final int READERS_MAX = 16;

  private static final MediaType CSV = MediaType.CSV_UTF_8;

  private final DeviceRecords devices;
  private final TrackSource tracks;
  private final Clock clock;
  private final Semaphore readers = new Semaphore(READERS_MAX);

  /** The endpoint over these devices and their stored facts. */
  public TrackEndpoint(DeviceRecords devices, TrackSource tracks, Clock clock) {
    this.devices = devices;
    this.tracks = tracks;
    this.clock = clock;
  }

  /** All of them. */
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
            "/v1/devices/{id}/track",
            Access.of(Scope.TRACKS, Role.OPERATOR, Role.OWNER, Role.DISPATCHER),
            this::get));
  }

  private HttpResponse get(Call call) {
    Query query = call.query();
    Instant to = query.time("to").orElse(clock.instant());
    Instant from = query.time("from").orElse(to.minus(SPAN_DEFAULT));
    MediaType type =
        query
            .word("format", List.of("geojson", "csv"))
            .map(word -> word.equals("csv") ? CSV : Answers.GEO_JSON)
            .orElseGet(() -> call.accepted(Answers.GEO_JSON, MediaType.JSON, CSV));
    if (!from.isBefore(to)) {
      query.refuse("from", from.toString(), "a time before \"to\"");
    } else if (Duration.between(from, to).compareTo(SPAN_MAX) > 0) {
      query.refuse("from", from.toString(), "at most " + SPAN_MAX.toDays() + " days before \"to\"");
    }
    query.finish();
    long deviceRef = call.ref("device");
    if (devices.find(call.caller().companyRef(), deviceRef).isEmpty()) {
      throw Problem.notFound("There is no such device.").toException();
    }
    TrackFormat format = type.is(CSV) ? new CsvTrack() : new GeoJsonTrack(deviceRef);
    return stream(call, deviceRef, from.toEpochMilli(), to.toEpochMilli(), type, format);
  }

  /** Answers as soon as the first bytes are there, so that a failure before is still a problem. */
  private HttpResponse stream(
      Call call, long deviceRef, long fromMs, long toMs, MediaType type, TrackFormat format) {
    if (!readers.tryAcquire()) {
      throw Problem.busy("At most " + READERS_MAX + " tracks are read at once.").toException();
    }
    CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
    TrackWriter writer = new TrackWriter(answer, type, format);
    call.context().clearRequestTimeout();
    call.context()
        .blockingTaskExecutor()
        .execute(
            () -> {
              try {
                tracks.read(deviceRef, fromMs, toMs, writer);
                writer.finish();
              } catch (RuntimeException | Error failed) {
                writer.fail(failed);
              } finally {
                readers.release();
              }
            });
    return HttpResponse.of(answer);
  }
}
