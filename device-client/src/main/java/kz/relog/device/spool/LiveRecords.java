package kz.relog.device.spool;

import java.io.IOException;
import java.util.Map;

/** Which records of a log are needed, and how many bytes they take. One thread. */
final class LiveRecords {
  private final SpoolLog log;
  private final byte[] copy = new byte[Segment.RECORD_BYTES_MAX];
  private long bytes;

  LiveRecords(SpoolLog log) {
    this.log = log;
  }

  SpoolLog log() {
    return log;
  }

  /** Bytes of the records that are needed. */
  long bytes() {
    return bytes;
  }

  /** Appends a record that is needed until it is killed. */
  Segment.Place append(byte[] content, int length) throws IOException {
    return live(log.append(content, length));
  }

  /** Appends a record that is needed only as long as what it ends is there, and that goes first. */
  void note(byte[] content, int length) throws IOException {
    log.append(content, length);
  }

  /** A record that was found is needed. */
  Segment.Place live(Segment.Place place) {
    place.segment.liveBytes += place.bytes();
    bytes += place.bytes();
    return place;
  }

  /** A record is needed no more. */
  void kill(Segment.Place place) {
    place.segment.liveBytes -= place.bytes();
    bytes -= place.bytes();
  }

  int read(Segment.Place place, byte[] content) throws IOException {
    return log.read(place, content);
  }

  /** Writes a record again at the end of the log; where it is then. */
  Segment.Place rewrite(Segment.Place from) throws IOException {
    int length = log.read(from, copy);
    Segment.Place to = append(copy, length);
    kill(from);
    return to;
  }

  /** Writes again whatever of these lies in a segment. */
  void rewrite(Map<Long, Segment.Place> places, Segment from) throws IOException {
    for (Map.Entry<Long, Segment.Place> entry : places.entrySet()) {
      if (entry.getValue().segment == from) {
        entry.setValue(rewrite(entry.getValue()));
      }
    }
  }
}
