package kz.relog.api.track;

import com.linecorp.armeria.common.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import kz.relog.api.call.Answers;
import kz.relog.api.call.Call;
import kz.relog.api.call.Query;

/**
 * Which stretch of a track is asked for, and as what. Immutable.
 *
 * @param fromMs Unix epoch ms UTC, inclusive
 * @param toMs Unix epoch ms UTC, exclusive
 * @param type GeoJSON or CSV
 */
record TrackQuery(long fromMs, long toMs, MediaType type) {
  /** Longest stretch told at once: a month. */
  static final Duration SPAN_MAX = Duration.ofDays(31);

  /** Stretch told when the caller does not say. */
  static final Duration SPAN_DEFAULT = Duration.ofDays(1);

  static final MediaType CSV = MediaType.CSV_UTF_8;

  /** Reads the parameters; what is wrong is told when the query is finished. */
  static TrackQuery read(Call call, Query query, Instant now) {
    Instant to = query.time("to").orElse(now);
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
    return new TrackQuery(from.toEpochMilli(), to.toEpochMilli(), type);
  }

  /**
   * The form to write.
   *
   * @param deviceRef whose track; 0 when it is of several devices
   */
  TrackFormat format(long deviceRef) {
    return type.is(CSV) ? new CsvTrack() : new GeoJsonTrack(deviceRef);
  }
}
