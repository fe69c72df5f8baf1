package kz.relog.app.archive;

import java.nio.file.Path;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import kz.relog.api.spi.MonthKeeper;
import kz.relog.journal.SubjectMonth;
import kz.relog.journal.Vault;

/**
 * The months of positions, in the vault and in the archive. A month that the journal may still hold
 * is not named: its sections would miss their key. Any thread.
 */
public final class ArchivedMonths implements MonthKeeper, AutoCloseable {
  /** A fix comes at most so long after its time; twice the most that may be set. */
  private static final Duration LATEST_FIX = Duration.ofDays(60);

  private final ArchiveStore store;
  private final Vault vault;
  private final LongSupplier journalFromMs;
  private volatile Map<Month, Set<Long>> devices = Map.of();

  ArchivedMonths(ArchiveStore store, Vault vault, LongSupplier journalFromMs) {
    this.store = store;
    this.vault = vault;
    this.journalFromMs = journalFromMs;
  }

  /**
   * Opens them apart from a server, to look and not to remove.
   *
   * @param archive usually {@code archive.db} in the data folder
   * @param journalFromMs when the oldest entry of the journal was received, Unix epoch ms UTC
   */
  public static ArchivedMonths open(Path archive, Vault vault, LongSupplier journalFromMs) {
    return new ArchivedMonths(ArchiveStore.open(archive), vault, journalFromMs);
  }

  @Override
  public List<Month> upTo(int month) {
    int last = Math.min(month, lastWithoutJournal());
    if (last < 1) {
      return List.of();
    }
    Map<Month, Set<Long>> found = new HashMap<>();
    for (SubjectMonth key : vault.keysUpTo(last)) {
      found.put(new Month(key.subjectRef(), key.keyMonth()), new TreeSet<>());
    }
    store.visitUpTo(
        ArchiveRow.hourOf(startMs(last + 1)) - 1,
        (subjectRef, deviceRef, hour) ->
            found
                .computeIfAbsent(
                    new Month(subjectRef, ArchiveRow.monthOf(hour)), name -> new TreeSet<>())
                .add(deviceRef));
    devices = found;
    return new ArrayList<>(found.keySet());
  }

  @Override
  public OptionalInt last(long subjectRef) {
    return vault.keyMonths(subjectRef).stream()
        .mapToInt(Integer::intValue)
        .filter(month -> month > 0)
        .max();
  }

  @Override
  public void forget(Month month) {
    vault.destroySubjectMonth(month.subjectRef(), month.month());
    int fromHour = ArchiveRow.hourOf(startMs(month.month()));
    int toHour = ArchiveRow.hourOf(startMs(month.month() + 1)) - 1;
    Set<Long> known = devices.get(month);
    for (long deviceRef : known == null ? store.hoursOf(month.subjectRef()).keySet() : known) {
      store.delete(month.subjectRef(), deviceRef, fromHour, toHour);
    }
  }

  /** The last month of which no fix can be in the journal any more. */
  private int lastWithoutJournal() {
    long fromMs = journalFromMs.getAsLong();
    return fromMs == Long.MAX_VALUE
        ? Integer.MAX_VALUE - 1
        : Months.of(fromMs - LATEST_FIX.toMillis()) - 1;
  }

  private static long startMs(int month) {
    return YearMonth.of(1970, 1)
        .plusMonths(month)
        .atDay(1)
        .atStartOfDay(ZoneOffset.UTC)
        .toInstant()
        .toEpochMilli();
  }

  /** Closes the file; only for what {@link #open} gave. */
  @Override
  public void close() {
    store.close();
  }
}
