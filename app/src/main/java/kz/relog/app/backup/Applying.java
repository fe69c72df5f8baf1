package kz.relog.app.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import kz.relog.api.spi.RecordSealer;
import kz.relog.api.store.AdminStore;
import kz.relog.app.archive.TrackArchive;
import kz.relog.app.config.Settings;
import kz.relog.app.erase.ErasedLists;
import kz.relog.app.erase.Eraser;
import kz.relog.app.erase.EraserParts;
import kz.relog.app.erase.ErasureHook;
import kz.relog.app.seal.VaultSealer;
import kz.relog.ingest.Command;
import kz.relog.ingest.CommandPort;
import kz.relog.journal.EntryKind;
import kz.relog.journal.EntrySource;
import kz.relog.journal.ErasedRange;
import kz.relog.journal.Journal;
import kz.relog.journal.JournalConfig;
import kz.relog.journal.JournalWriter;
import kz.relog.journal.Journals;
import kz.relog.journal.Vault;

/**
 * Erases in a restored folder what its data still holds: the same steps as in a running server,
 * without sockets, engine or API.
 */
final class Applying {
  private static final long POLL_NS = 5_000_000;

  private final Path data;
  private final Vault vault;
  private final Clock clock;
  private final BackupProgress progress;

  Applying(Path data, Vault vault, Clock clock, BackupProgress progress) {
    this.data = data;
    this.vault = vault;
    this.clock = clock;
    this.progress = progress;
  }

  /** References of the devices that the records know. */
  static List<Long> devices(Path data) throws IOException {
    try (Connection records =
            DriverManager.getConnection("jdbc:sqlite:" + data.resolve("admin.db"));
        Statement statement = records.createStatement();
        ResultSet row = statement.executeQuery("SELECT device_ref FROM device")) {
      List<Long> devices = new ArrayList<>();
      while (row.next()) {
        devices.add(row.getLong(1));
      }
      return devices;
    } catch (SQLException unreadable) {
      throw new IOException("the records of the backup cannot be read", unreadable);
    }
  }

  /** Does them; returns how many there were to do. */
  @SuppressWarnings("try") // The eraser works until it is closed.
  int apply(List<ErasedRange> ranges) {
    RecordSealer sealer = new VaultSealer(vault);
    try (Journal journal =
            Journals.open(JournalConfig.in(data.resolve("journal")).clock(clock).build(), vault);
        AdminStore store = AdminStore.open(data.resolve("admin.db"), sealer);
        TrackArchive archive = TrackArchive.start(data.resolve("archive.db"), journal, vault)) {
      Set<ErasedRange> known = new HashSet<>(journal.erasedRanges());
      List<ErasedRange> missing =
          ranges.stream()
              .filter(
                  range ->
                      !known.contains(range)
                          || ((range.isWhole() || range.concernsPlan())
                              && !vault.keyMonths(range.subjectRef()).isEmpty()))
              .toList();
      Road road = new Road(journal.writer(), clock);
      missing.forEach(range -> road.submit(new Command.Erase(range)).join());
      Path list = data.resolve(Settings.ERASED_LIST);
      try (Eraser eraser =
          Eraser.start(
              new EraserParts(
                  store.erasures(),
                  new ErasedLists(list, list, vault),
                  road,
                  journal,
                  vault,
                  archive,
                  store.planEnds(),
                  store.erasers(),
                  clock,
                  new SecureRandom(),
                  ErasureHook.NONE))) {
        await(store, missing.size());
      }
      return missing.size();
    }
  }

  private void await(AdminStore store, int all) {
    while (true) {
      int open = store.erasures().open().size();
      progress.onProgress("erasures", Math.max(0, all - open), all);
      if (open == 0) {
        return;
      }
      LockSupport.parkNanos(POLL_NS);
    }
  }

  /** The journal's writer as a road that takes two kinds of orders. Any thread, one at a time. */
  private static final class Road implements CommandPort {
    private final JournalWriter writer;
    private final Clock clock;

    Road(JournalWriter writer, Clock clock) {
      this.writer = writer;
      this.clock = clock;
    }

    @Override
    public synchronized CompletableFuture<Long> submit(Command command) {
      if (command instanceof Command.Erase erase) {
        writer.beginErase(EntrySource.ADMIN, clock.millis(), erase.range());
      } else {
        writer.begin(EntryKind.TICK, EntrySource.SERVER, clock.millis(), 0);
      }
      long seq = writer.commit();
      writer.sync();
      return seq == JournalWriter.DISK_SHORT
          ? CompletableFuture.failedFuture(new BackupProblem("the disk is full"))
          : CompletableFuture.completedFuture(seq);
    }
  }
}
