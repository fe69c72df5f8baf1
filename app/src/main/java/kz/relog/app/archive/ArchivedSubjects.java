package kz.relog.app.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import kz.relog.api.spi.SubjectTracks;
import kz.relog.api.spi.TrackSource;
import kz.relog.journal.Journal;
import kz.relog.journal.Vault;
import kz.relog.proto.fix.FixBatchDecoder;

/** The archived facts of one person at a time. Any thread; each call reads for itself. */
final class ArchivedSubjects implements SubjectTracks {
  private final TrackArchive archive;
  private final ArchiveStore store;
  private final Vault vault;
  private final Journal journal;

  ArchivedSubjects(TrackArchive archive, ArchiveStore store, Vault vault, Journal journal) {
    this.archive = archive;
    this.store = store;
    this.vault = vault;
    this.journal = journal;
  }

  @Override
  public List<Stretch> stretches(long subjectRef) {
    archive.flush();
    List<Stretch> stretches = new ArrayList<>();
    new TreeMap<>(store.hoursOf(subjectRef))
        .forEach(
            (deviceRef, hours) -> {
              int first = 0;
              for (int i = 1; i <= hours.size(); i++) {
                if (i == hours.size() || hours.get(i) != hours.get(i - 1) + 1) {
                  stretches.add(
                      new Stretch(
                          deviceRef,
                          ArchiveRow.startMs(hours.get(first)),
                          ArchiveRow.startMs(hours.get(i - 1) + 1)));
                  first = i;
                }
              }
            });
    return stretches;
  }

  @Override
  public void read(
      long subjectRef, long deviceRef, long fromMs, long toMs, TrackSource.FixVisitor visitor) {
    FixBatchDecoder decoder = new FixBatchDecoder();
    FactColumns facts = new FactColumns();
    int lastHour = ArchiveRow.hourOf(toMs - 1);
    try (RowSealer sealer = new RowSealer(vault, journal)) {
      for (int hour : store.hours(deviceRef, ArchiveRow.hourOf(fromMs), lastHour)) {
        facts.clear();
        for (ArchiveRow row : store.rows(subjectRef, deviceRef, hour)) {
          sealer.open(row).ifPresent(plain -> TrackArchive.decode(decoder, plain, facts));
        }
        if (!TrackArchive.visit(facts, fromMs, toMs, visitor)) {
          return;
        }
      }
    }
  }
}
