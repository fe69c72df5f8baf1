package kz.relog.app.retain;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import kz.relog.journal.Journal;
import kz.relog.journal.JournalFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets old files of the journal go: those that nobody needs and that are older than wanted; while
 * the disk is short, all that nobody needs. The journal itself keeps what a recovery reads. A
 * thread of its own asks every {@value #EVERY_SECONDS} s.
 *
 * <p>Needed is everything from the lowest position on that any holder names: the archive, the
 * records, the plans that may still be driven. A holder that cannot tell stops the whole round.
 */
public final class JournalRetention implements AutoCloseable {

  private static final int EVERY_SECONDS = 5;
  private static final Logger log = LoggerFactory.getLogger(JournalRetention.class);

  private final Journal journal;
  private final Duration keep;
  private final Clock clock;
  private final List<LongSupplier> holders;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "retention");
            made.setDaemon(true);
            return made;
          });
  private boolean failing;

  JournalRetention(Journal journal, Duration keep, Clock clock, List<LongSupplier> holders) {
    this.journal = journal;
    this.keep = keep;
    this.clock = clock;
    this.holders = List.copyOf(holders);
  }

  /**
   * Starts the thread.
   *
   * @param journal whose files
   * @param keep how long a file is kept after it was last written, whoever needs it
   * @param clock tells the age of a file
   * @param holders each names the lowest entry that it may still ask for
   */
  // A step tells its own failures; the future never ends but by close.
  @SuppressWarnings("FutureReturnValueIgnored")
  public static JournalRetention start(
      Journal journal, Duration keep, Clock clock, List<LongSupplier> holders) {
    JournalRetention retention = new JournalRetention(journal, keep, clock, holders);
    retention.thread.scheduleWithFixedDelay(
        retention::stepSafely, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    return retention;
  }

  private void stepSafely() {
    try {
      step();
      failing = false;
    } catch (RuntimeException | IOException e) {
      if (!failing) {
        log.warn("Old journal files stay: {}", e.toString());
      }
      failing = true;
    }
  }

  /** One look. */
  void step() throws IOException {
    long needed = Long.MAX_VALUE;
    for (LongSupplier holder : holders) {
      needed = Math.min(needed, holder.getAsLong());
    }
    journal.release(journal.isDiskShort() ? needed : Math.min(needed, young()));
  }

  /** First entry of the oldest file that is younger than wanted. */
  private long young() throws IOException {
    long oldMs = clock.millis() - keep.toMillis();
    for (JournalFile file : journal.files()) {
      if (Files.getLastModifiedTime(file.path()).toMillis() >= oldMs) {
        return file.firstSeq();
      }
    }
    return Long.MAX_VALUE;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
