package kz.relog.api.spi;

import java.util.List;

/**
 * Reads the stored facts of one person, whoever else had the same devices. Any thread; blocks for
 * as long as the archive needs.
 */
public interface SubjectTracks {

  /**
   * Where a person has stored facts: in order of devices, then of time. Walks over all that is
   * stored.
   */
  List<Stretch> stretches(long subjectRef);

  /**
   * Hands over the facts of a person from a device with {@code fromMs <= time < toMs} in time
   * order; nobody else's.
   *
   * @param fromMs Unix epoch ms UTC, inclusive
   * @param toMs Unix epoch ms UTC, exclusive
   * @param visitor called on the calling thread
   */
  void read(
      long subjectRef, long deviceRef, long fromMs, long toMs, TrackSource.FixVisitor visitor);

  /**
   * A device and whole hours in which it carried the person.
   *
   * @param deviceRef the device
   * @param fromMs Unix epoch ms UTC
   * @param toMs exclusive
   */
  record Stretch(long deviceRef, long fromMs, long toMs) {}
}
