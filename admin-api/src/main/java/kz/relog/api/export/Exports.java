package kz.relog.api.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import kz.relog.api.account.Tokens;
import kz.relog.api.call.Refs;
import kz.relog.api.store.ExportRecords;
import kz.relog.api.store.ExportRow;
import kz.relog.api.store.ExportRow.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Access requests and the packages made for them, one after the other, on a thread of its own. A
 * package rests sealed below a folder of its own until it is fetched or too old. Any thread.
 */
public final class Exports implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Exports.class);
  private static final String ENDING = ".sealed";

  private final ExportRecords records;
  private final Packager packager;
  private final ExportMail mail;
  private final Path folder;
  private final long termMs;
  private final SecureRandom random;
  private final Clock clock;
  private final Set<Long> forgotten = ConcurrentHashMap.newKeySet();

  /** Held while a package is made for a person, so that an erasure can wait for its end. */
  private final Object making = new Object();

  private volatile boolean stopping;
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "exports");
            made.setDaemon(true);
            return made;
          });

  private Exports(ExportParts parts) {
    this.records = parts.store().exports();
    this.packager = new Packager(parts.parts());
    this.mail = new ExportMail(parts.store(), parts.notices(), parts.random());
    this.folder = parts.folder();
    this.termMs = parts.term().toMillis();
    this.random = parts.random();
    this.clock = parts.clock();
  }

  /** Goes on with what a stop left, then waits for requests. */
  // A step tells its own failures; the future never ends but by close.
  @SuppressWarnings("FutureReturnValueIgnored")
  public static Exports start(ExportParts parts) {
    Exports exports = new Exports(parts);
    exports.makeFolder();
    long tickMs = ExportLimits.TICK.toMillis();
    exports.worker.scheduleWithFixedDelay(exports::tickSafely, 0, tickMs, TimeUnit.MILLISECONDS);
    return exports;
  }

  /**
   * Takes a request. One that is being worked on already is given back; a package that waits to be
   * fetched gives way to the new one.
   *
   * @param askedByRef who wrote it down
   * @param askedMs when the person asked, Unix epoch ms UTC
   */
  public ExportRow request(
      long companyRef, long personRef, long askedByRef, ExportRow.Way way, long askedMs) {
    List<ExportRow> before = records.ofPerson(companyRef, personRef, 0, 1);
    if (!before.isEmpty() && isOpen(before.get(0).state())) {
      return before.get(0);
    }
    before.stream().filter(row -> row.state() == State.READY).forEach(row -> end(row, State.ENDED));
    long ref = Refs.random(random);
    records.add(
        new ExportRow(
            0,
            ref,
            companyRef,
            personRef,
            askedByRef,
            way,
            askedMs,
            askedMs + termMs,
            State.QUEUED,
            0,
            0,
            0,
            0,
            0,
            0,
            0));
    worker.execute(this::makeAll);
    return records.findAny(ref).orElseThrow();
  }

  private static boolean isOpen(State state) {
    return state == State.QUEUED || state == State.RUNNING || state == State.FAILED;
  }

  /** Requests that are past their term and not answered. */
  public long overdue() {
    long nowMs = clock.millis();
    return open().stream().filter(row -> row.dueMs() <= nowMs).count();
  }

  private List<ExportRow> open() {
    return java.util.stream.Stream.of(State.QUEUED, State.RUNNING, State.FAILED)
        .flatMap(state -> records.in(state).stream())
        .toList();
  }

  /** A new token to fetch a package that is ready; told once. */
  String newLink(ExportRow row) {
    String token = new Tokens(random).make("");
    long nowMs = clock.millis();
    long expiresMs = Math.min(row.expiresMs(), nowMs + ExportLimits.LINK_LIFE.toMillis());
    records.putLink(Tokens.hash(token), row.exportRef(), nowMs, expiresMs);
    return token;
  }

  /**
   * Opens the file of a package.
   *
   * @return empty when it is gone
   */
  Optional<SealedInput> open(ExportRow row) {
    return records
        .dataKey(row)
        .map(
            key -> {
              try {
                return new SealedInput(file(row), new ChunkCipher(key, row.exportRef()));
              } catch (IOException gone) {
                throw new UncheckedIOException("the file of a package is gone", gone);
              } finally {
                Arrays.fill(key, (byte) 0);
              }
            });
  }

  /** The package was sent to its end: it goes from the disk. */
  void fetched(ExportRow row) {
    end(row, State.FETCHED);
  }

  /**
   * Ends every request of a person and deletes the packages; returns when nothing of them is on the
   * disk and nothing more is written. The person is told, if the address can still be opened: call
   * it before the person's key is destroyed.
   */
  public void forget(long personRef) {
    forgotten.add(personRef);
    synchronized (making) {
      for (ExportRow row : records.ofSubject(personRef)) {
        if (row.endedMs() == 0) {
          mail.ended(row);
          end(row, State.ENDED);
        }
        delete(row);
      }
    }
    forgotten.remove(personRef);
  }

  /** How many files and requests of a person are left: 0 after {@link #forget}. */
  public long holds(long personRef) {
    return records.ofSubject(personRef).stream()
        .filter(row -> row.endedMs() == 0 || Files.exists(file(row)))
        .count();
  }

  /** Does what is due by the clock: makes packages, deletes old ones, tells of terms. */
  public void tick() {
    long nowMs = clock.millis();
    records.in(State.READY).stream()
        .filter(row -> row.expiresMs() <= nowMs)
        .forEach(row -> end(row, State.EXPIRED));
    clearFolder();
    makeAll();
    open().forEach(row -> warn(row, nowMs));
  }

  private void tickSafely() {
    try {
      tick();
    } catch (RuntimeException failed) {
      log.warn("Access requests wait: {}", failed.toString());
    }
  }

  private void warn(ExportRow row, long nowMs) {
    long share = 100 * (nowMs - row.askedMs()) / Math.max(1, row.dueMs() - row.askedMs());
    int reached =
        ExportLimits.WARN_AT_PERCENT.stream()
            .filter(percent -> percent <= share)
            .reduce((low, high) -> high)
            .orElse(0);
    if (reached > row.warned()) {
      mail.due(row, reached);
      records.warned(row.exportRef(), reached);
    }
  }

  private void makeAll() {
    for (ExportRow row : open()) {
      if (!stopping) {
        make(row);
      }
    }
  }

  private void make(ExportRow row) {
    synchronized (making) {
      byte[] key = new byte[ChunkCipher.KEY_BYTES];
      random.nextBytes(key);
      try {
        records.progress(row.exportRef(), 0, 0);
        long bytes = write(row, key);
        long nowMs = clock.millis();
        long expiresMs = nowMs + ExportLimits.PACKAGE_LIFE.toMillis();
        if (isEnded(row) || !records.ready(row, key, bytes, nowMs, expiresMs)) {
          delete(row);
          return;
        }
        records.findAny(row.exportRef()).ifPresent(this::tell);
      } catch (PackageOut.EndedException ended) {
        delete(row);
        if (!stopping) {
          end(row, State.ENDED);
        }
      } catch (IOException | RuntimeException failed) {
        delete(row);
        records.failed(row.exportRef());
        log.error("Access request {} waits", Refs.text(row.exportRef()), failed);
      } finally {
        Arrays.fill(key, (byte) 0);
      }
    }
  }

  private void tell(ExportRow row) {
    if (row.way() == ExportRow.Way.ONLINE) {
      mail.ready(row);
    } else {
      mail.link(row, newLink(row));
    }
  }

  private long write(ExportRow row, byte[] key) throws IOException {
    Subject subject =
        new Subject(row.companyRef(), row.personRef(), row.exportRef(), clock.millis());
    ChunkCipher cipher = new ChunkCipher(key, row.exportRef());
    try (SealedOutput sealed = new SealedOutput(file(row), cipher)) {
      packager.write(
          subject,
          sealed,
          () -> isEnded(row),
          (done, total) -> records.progress(row.exportRef(), done, total));
      sealed.complete();
      return sealed.written();
    }
  }

  private boolean isEnded(ExportRow row) {
    return stopping || forgotten.contains(row.personRef());
  }

  private void end(ExportRow row, State state) {
    delete(row);
    records.end(row.exportRef(), state, clock.millis());
  }

  private void delete(ExportRow row) {
    try {
      Files.deleteIfExists(file(row));
    } catch (IOException stays) {
      throw new UncheckedIOException("a package cannot be deleted", stays);
    }
  }

  private Path file(ExportRow row) {
    return folder.resolve(Refs.text(row.exportRef()) + ENDING);
  }

  private void makeFolder() {
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
    } catch (IOException notWritable) {
      throw new UncheckedIOException("the folder " + folder + " cannot be made", notWritable);
    }
  }

  /** Deletes files that no package waits in, as after a crash, a restore or an erasure. */
  private void clearFolder() {
    synchronized (making) {
      Set<Path> known = new HashSet<>();
      records.in(State.READY).forEach(row -> known.add(file(row)));
      try (var files = Files.list(folder)) {
        for (Path file : files.filter(path -> !known.contains(path)).toList()) {
          Files.deleteIfExists(file);
        }
      } catch (IOException notWritable) {
        throw new UncheckedIOException("the folder " + folder + " cannot be used", notWritable);
      }
    }
  }

  /** Stops at once; a package in the making begins anew at the next start. */
  @Override
  public void close() {
    stopping = true;
    worker.shutdownNow();
    try {
      if (!worker.awaitTermination(5, TimeUnit.SECONDS)) {
        log.warn("An access package is still being made");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
