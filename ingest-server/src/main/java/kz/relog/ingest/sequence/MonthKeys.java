package kz.relog.ingest.sequence;

import kz.relog.ingest.IngestLimits;
import kz.relog.ingest.admit.KeyMonths;
import kz.relog.ingest.device.Device;
import kz.relog.ingest.device.DeviceKey;
import kz.relog.ingest.device.KeyTable;
import kz.relog.ingest.gate.Binding;
import kz.relog.journal.JournalWriter;

/**
 * Makes the subjects' keys ready before their first fixes need them: without it, the first second
 * of a month makes a key for every device there is. The present month's when a device is created
 * and at the start; next month's in the last days, a few each second. Only for devices that have
 * ever sent. Thread: the sequencer.
 */
final class MonthKeys {

  private final KeyTable keys;
  private final JournalWriter writer;
  private final IngestLimits.PerDevice limits;
  private final KeyMonths present = new KeyMonths();
  private final KeyMonths ahead = new KeyMonths();
  private int month;
  private int next;

  MonthKeys(KeyTable keys, JournalWriter writer, IngestLimits.PerDevice limits) {
    this.keys = keys;
    this.writer = writer;
    this.limits = limits;
  }

  /** Fetches or makes the present month's keys. */
  void start(long nowMs) {
    month = present.of(nowMs);
    next = 0;
    prepare(limits.keysAtStart(), nowMs);
  }

  /** A subject has a device from now on. */
  void bound(long subjectRef, long nowMs) {
    if (subjectRef != 0) {
      writer.prepareKey(subjectRef, present.of(nowMs));
    }
  }

  /** Once a second: prepares some of next month's keys if it is near. */
  void step(long nowMs) {
    int soon = ahead.of(nowMs + limits.keyLeadMs());
    if (soon != present.of(nowMs)) {
      if (month != soon) {
        month = soon;
        next = 0;
      }
      prepare(limits.keysPerSecond(), nowMs);
    }
  }

  private void prepare(int count, long nowMs) {
    int prepared = 0;
    while (prepared < count && next < keys.size()) {
      DeviceKey key = keys.at(next++);
      Device device = key.device();
      Binding binding = device.bindings().at(nowMs);
      if (binding != null
          && !binding.subject().isEnded()
          && !key.isRevoked()
          && device.settled().highest() != 0) {
        writer.prepareKey(binding.subject().subjectRef(), month);
        prepared++;
      }
    }
  }
}
