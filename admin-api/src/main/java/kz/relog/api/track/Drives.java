package kz.relog.api.track;

import java.util.List;

/** Tells who had which device when. Any thread; may block on the records. */
@FunctionalInterface
public interface Drives {

  /**
   * The stretches in which a person had a device, in order of time.
   *
   * @param companyRef the person's company
   * @param personRef the person
   * @param fromMs Unix epoch ms UTC, inclusive
   * @param toMs Unix epoch ms UTC, exclusive
   */
  List<Drive> of(long companyRef, long personRef, long fromMs, long toMs);
}
