package kz.relog.ingest.gate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tracking hours of a subject, each version with the time from which it holds. Before the first
 * there were none: always. Thread: the sequencer.
 */
final class HoursVersions {

  /**
   * A version.
   *
   * @param fromMs since when
   * @param table null where what held was given up for want of room: closed
   */
  record Version(long fromMs, @Nullable HoursTable table) {}

  private final List<Version> versions = new ArrayList<>(1);

  /** The last version: nearly every fix is of its time. */
  private long lastFromMs = Long.MAX_VALUE;

  private @Nullable HoursTable last;

  /** Whether a time lies in the hours that held at it. */
  boolean isOpen(long timeMs) {
    if (timeMs >= lastFromMs) {
      return isOpen(last, timeMs);
    }
    int index = indexAt(timeMs);
    return index < 0 || isOpen(versions.get(index).table, timeMs);
  }

  /** Whether all times from the first to the last surely do. */
  boolean isOpen(long firstMs, long lastMs) {
    if (firstMs >= lastFromMs) {
      return last != null && last.isOpen(firstMs, lastMs);
    }
    int index = indexAt(firstMs);
    if (index + 1 < versions.size() && lastMs >= versions.get(index + 1).fromMs) {
      return false;
    }
    if (index < 0) {
      return true;
    }
    HoursTable table = versions.get(index).table;
    return table != null && table.isOpen(firstMs, lastMs);
  }

  private static boolean isOpen(@Nullable HoursTable table, long timeMs) {
    return table != null && table.isOpen(timeMs);
  }

  private int indexAt(long timeMs) {
    int index = versions.size() - 1;
    while (index >= 0 && versions.get(index).fromMs > timeMs) {
      index--;
    }
    return index;
  }

  /**
   * Appends a version. When there is no room, the two oldest become one that is closed: what is
   * forgotten refuses, it never admits.
   */
  void append(long atMs, HoursTable table, long keepFromMs, int countMax) {
    while (versions.size() > 1 && versions.get(1).fromMs <= keepFromMs) {
      versions.remove(0);
    }
    int last = versions.size() - 1;
    if (last >= 0 && versions.get(last).fromMs == atMs) {
      versions.remove(last);
    }
    if (versions.size() == countMax) {
      versions.set(0, new Version(versions.get(0).fromMs, null));
      versions.remove(1);
    }
    add(new Version(atMs, table));
  }

  /** Adds a version that was kept elsewhere. */
  void add(Version version) {
    versions.add(version);
    lastFromMs = version.fromMs;
    last = version.table;
  }

  /** All of them, in the order of time. */
  List<Version> all() {
    return versions;
  }
}
