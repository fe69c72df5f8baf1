package kz.relog.api.export;

import java.io.IOException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import kz.relog.api.call.Refs;
import kz.relog.api.spi.SubjectTracks;

/** Where the person was, by device and month, as CSV and as GeoJSON; streamed from the archive. */
final class TracksPart implements PackagePart {
  private final SubjectTracks tracks;

  TracksPart(SubjectTracks tracks) {
    this.tracks = tracks;
  }

  private record DeviceMonth(long deviceRef, YearMonth month) {
    long fromMs() {
      return startMs(month);
    }

    long toMs() {
      return startMs(month.plusMonths(1));
    }

    String path(String ending) {
      return "tracks/" + month + "/" + Refs.text(deviceRef) + ending;
    }

    private static long startMs(YearMonth month) {
      return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }
  }

  @Override
  public String name() {
    return "tracks";
  }

  @Override
  public Set<String> tables() {
    return Set.of();
  }

  @Override
  public long steps(Subject subject) {
    return months(subject).size();
  }

  @Override
  public void write(Subject subject, PackageOut out) throws IOException {
    for (DeviceMonth month : months(subject)) {
      out.file(month.path(".csv"), target -> csv(subject, month, new TrackText(target)));
      out.file(month.path(".geojson"), target -> lines(subject, month, new TrackText(target)));
      out.step();
    }
  }

  private void csv(Subject subject, DeviceMonth month, TrackText text) {
    text.text("time,lat,lon,speed_mps,heading_deg,accuracy_m\n");
    tracks.read(
        subject.personRef(),
        month.deviceRef,
        month.fromMs(),
        month.toMs(),
        (timeMs, latE7, lonE7, speedDmps, courseDegrees, accuracyMetres) -> {
          text.time(timeMs).character(',').degrees(latE7).character(',').degrees(lonE7);
          text.character(',');
          if (speedDmps >= 0) {
            text.tenths(speedDmps);
          }
          text.character(',');
          if (courseDegrees < 360) {
            text.number(courseDegrees);
          }
          text.character(',');
          if (accuracyMetres > 0) {
            text.number(accuracyMetres);
          }
          text.character('\n');
          return true;
        });
    text.flush();
  }

  private void lines(Subject subject, DeviceMonth month, TrackText text) {
    TrackLines lines = new TrackLines(text, Refs.text(month.deviceRef));
    tracks.read(subject.personRef(), month.deviceRef, month.fromMs(), month.toMs(), lines);
    lines.finish();
  }

  private List<DeviceMonth> months(Subject subject) {
    Set<DeviceMonth> months = new LinkedHashSet<>();
    for (SubjectTracks.Stretch stretch : tracks.stretches(subject.personRef())) {
      YearMonth last = monthOf(stretch.toMs() - 1);
      for (YearMonth month = monthOf(stretch.fromMs());
          !month.isAfter(last);
          month = month.plusMonths(1)) {
        months.add(new DeviceMonth(stretch.deviceRef(), month));
      }
    }
    return new ArrayList<>(months);
  }

  private static YearMonth monthOf(long timeMs) {
    return YearMonth.from(Instant.ofEpochMilli(timeMs).atZone(ZoneOffset.UTC));
  }
}
