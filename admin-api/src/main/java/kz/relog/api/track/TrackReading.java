package kz.relog.api.track;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.MediaType;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import kz.relog.api.call.Answers;
import kz.relog.api.call.Call;
import kz.relog.api.problem.Problem;
import kz.relog.api.spi.TrackSource;

/** Reads stored facts and streams them, a bounded number at once. Any thread. */
public final class TrackReading {
  /** Tracks read at once; each holds a thread while its reader is slow. */
  static final int READERS_MAX = 16;

  private final TrackSource tracks;
  private final Semaphore readers = new Semaphore(READERS_MAX);

  /** Readings of these facts. */
  public TrackReading(TrackSource tracks) {
    this.tracks = tracks;
  }

  /** Streams the facts of these drives as one collection of points, without their devices. */
  public HttpResponse geoJson(Call call, List<Drive> drives) {
    return stream(call, drives, Answers.GEO_JSON, new GeoJsonTrack(0));
  }

  /**
   * Streams the facts of these drives, one after the other. Answers as soon as the first bytes are
   * there, so that a failure before is still a problem.
   */
  HttpResponse stream(Call call, List<Drive> drives, MediaType type, TrackFormat format) {
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
                for (Drive drive : drives) {
                  tracks.read(drive.deviceRef(), drive.fromMs(), drive.toMs(), writer);
                }
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
