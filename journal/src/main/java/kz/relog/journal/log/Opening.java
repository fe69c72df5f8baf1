package kz.relog.journal.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import kz.relog.journal.Journal;
import kz.relog.journal.JournalConfig;
import kz.relog.journal.JournalFailure;
import kz.relog.journal.JournalFailure.Kind;
import kz.relog.journal.Vault;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way from a directory to an open journal. For one thread, used once. */
public final class Opening {

  private static final Logger LOG = LoggerFactory.getLogger(Opening.class);
  private static final long BOOT_EPOCH_MINUTE =
      Instant.parse("2026-01-01T00:00:00Z").getEpochSecond() / 60;
  private static final int BOOT_MAX = (1 << 24) - 1;

  private final JournalConfig config;
  private final Vault vault;
  private final Layout layout;
  private long lastMarkWrite;

  private Opening(JournalConfig config, Vault vault) {
    this.config = config;
    this.vault = vault;
    this.layout = new Layout(config.directory());
  }

  /** See {@link kz.relog.journal.Journals#open}. */
  public static Journal open(JournalConfig config, Vault vault) {
    try {
      Files.createDirectories(config.directory());
      return new Opening(config, vault).openLocked();
    } catch (IOException failed) {
      throw new JournalFailure(
          Kind.IO, "cannot open the journal in " + config.directory() + ": " + failed, failed);
    }
  }

  JournalConfig config() {
    return config;
  }

  Vault vault() {
    return vault;
  }

  Layout layout() {
    return layout;
  }

  /** Number of the last write of the mark. */
  long lastMarkWrite() {
    return lastMarkWrite;
  }

  @SuppressWarnings("MustBeClosedChecker")
  private Journal openLocked() throws IOException {
    FileLock lock = lock();
    boolean opened = false;
    try {
      checkVault();
      @Nullable DurableMark mark = readMark();
      lastMarkWrite = mark == null ? 0 : mark.write();
      Scan scan = Scan.of(layout, mark, vault);
      repair(scan);
      scan.erased().write(layout.erased(), layout.directory(), config.disk());
      int boot = nextBoot(mark);
      layout.putText(layout.boot(), Integer.toString(boot), config.disk());
      Files.createDirectory(layout.run(boot));
      config.disk().forceDirectory(layout.directory());
      Journal journal = new LogJournal(this, lock, boot, scan);
      opened = true;
      return journal;
    } finally {
      if (!opened) {
        lock.acquiredBy().close();
      }
    }
  }

  private FileLock lock() throws IOException {
    FileChannel channel =
        FileChannel.open(layout.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException heldHere) {
      // Told below, as if another process held it.
    }
    if (lock == null) {
      channel.close();
      throw new JournalFailure(
          Kind.IN_USE,
          "the journal in %s is open elsewhere: stop that server first"
              .formatted(layout.directory()),
          null);
    }
    return lock;
  }

  private void checkVault() throws IOException {
    String id = Layout.findText(layout.vaultId());
    if (id == null && layout.entryFiles().isEmpty()) {
      layout.putText(layout.vaultId(), vault.id(), config.disk());
    } else if (!vault.id().equals(id)) {
      throw new JournalFailure(
          Kind.VAULT,
          "the journal in %s belongs to the vault %s, not to %s: put back its own vault"
              .formatted(layout.directory(), id, vault.id()),
          null);
    }
  }

  private @Nullable DurableMark readMark() throws IOException {
    if (!Files.exists(layout.mark())) {
      if (!layout.entryFiles().isEmpty()) {
        LOG.warn(
            "journal: durable.mark is missing; taking the entries that are there for all there were");
      }
      return null;
    }
    DurableMark mark = DurableMark.read(layout.mark());
    // A mark cut short in the first write ever is one without entries.
    if (mark == null && !layout.entryFiles().isEmpty()) {
      throw new JournalFailure(
          Kind.DAMAGED,
          "%s cannot be read. Run: relog journal verify %s; to go on with the entries that are there, remove the mark"
              .formatted(layout.mark(), layout.directory()),
          null);
    }
    return mark;
  }

  /** Cuts off a torn tail, removes files without entries, and makes what is left durable. */
  private void repair(Scan scan) throws IOException {
    Path endFile = scan.endFile();
    if (endFile != null && scan.filesToDelete().stream().noneMatch(endFile::equals)) {
      try (FileChannel channel = FileChannel.open(endFile, StandardOpenOption.WRITE)) {
        long torn = channel.size() - scan.endOffset();
        if (scan.brokenBy() != null) {
          LOG.warn(
              "journal: cut off a torn tail behind entry {}: {}", scan.lastSeq(), scan.brokenBy());
        }
        if (torn > 0) {
          channel.truncate(scan.endOffset());
        }
        config.disk().force(channel);
      }
    }
    for (Path file : scan.filesToDelete()) {
      Files.delete(file);
    }
    for (Path run : layout.runs()) {
      removeIfEmpty(run);
    }
    config.disk().forceDirectory(layout.directory());
  }

  private void removeIfEmpty(Path run) throws IOException {
    List<Path> names;
    try (Stream<Path> listed = Files.list(run)) {
      names = listed.toList();
    }
    if (names.stream().anyMatch(name -> name.toString().endsWith(".cq4"))) {
      config.disk().forceDirectory(run);
      return;
    }
    for (Path leftOver : names) {
      Files.delete(leftOver);
    }
    Files.delete(run);
  }

  /** Greater than every number that was ever used here, by whatever of it is left. */
  private int nextBoot(@Nullable DurableMark mark) throws IOException {
    long previous = mark == null ? 0 : mark.boot();
    for (Path run : layout.runs()) {
      previous = Math.max(previous, Layout.bootOf(run));
    }
    String text = Layout.findText(layout.boot());
    if (text != null) {
      if (!text.matches("[0-9]{1,8}")) {
        throw new JournalFailure(
            Kind.DAMAGED, layout.boot() + " does not hold a boot number", null);
      }
      previous = Math.max(previous, Long.parseLong(text));
    }
    long minutes = Math.floorDiv(config.clock().millis(), 60_000L) - BOOT_EPOCH_MINUTE;
    long boot = Math.max(previous + 1, minutes);
    if (boot > BOOT_MAX) {
      throw new JournalFailure(
          Kind.BOOT_EXHAUSTED,
          "the boot number %d does not fit 3 bytes: is the clock right? Begin a new journal and give the devices new keys"
              .formatted(boot),
          null);
    }
    return (int) boot;
  }
}
