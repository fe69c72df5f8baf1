package kz.relog.api.correct;

import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kz.relog.api.call.Refs;
import kz.relog.api.spi.Corrections;
import kz.relog.api.spi.GateRefusedException;
import kz.relog.api.spi.RoadGate;
import kz.relog.api.store.CorrectionRecords;
import kz.relog.api.store.CorrectionRow;
import kz.relog.api.store.CorrectionRow.Piece;
import kz.relog.api.store.CorrectionRow.Step;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries corrections out, one after the other, on a thread of its own: the bindings on the road,
 * then the stored facts, then both people and recipients are told. Each step may be repeated and is
 * noted when it is durable, so that a crash anywhere repeats one step at most; one that fails is
 * tried again.
 */
public final class Corrector implements AutoCloseable {
  /** Devices stamp facts a little ahead of the server's clock; the road takes no later ones. */
  private static final Duration AHEAD_MAX = Duration.ofMinutes(5);

  private static final Duration ROAD_WAIT_MAX = Duration.ofSeconds(30);
  private static final long RETRY_SECONDS = 1;
  private static final Logger log = LoggerFactory.getLogger(Corrector.class);

  private final CorrectionRecords records;
  private final RoadGate gate;
  private final Corrections facts;
  private final CorrectionNotices told;
  private final Clock clock;

  /** What was told to wait already; the thread's own. */
  private final Set<Long> failing = new HashSet<>();

  private final Semaphore work = new Semaphore(1);
  private final Thread thread = new Thread(this::run, "corrector");
  private volatile boolean stopping;

  /**
   * Over these records; see {@link #start}.
   *
   * @param facts carries it out on what is stored
   * @param told tells whom it concerns
   */
  public Corrector(
      CorrectionRecords records,
      RoadGate gate,
      Corrections facts,
      CorrectionNotices told,
      Clock clock) {
    this.records = records;
    this.gate = gate;
    this.facts = facts;
    this.told = told;
    this.clock = clock;
  }

  /** Goes on with what a stop left, then waits for more. */
  public Corrector start() {
    thread.setDaemon(true);
    thread.start();
    return this;
  }

  /** There is something to do. Any thread. */
  void wake() {
    work.release();
  }

  private void run() {
    try {
      while (!stopping) {
        if (work.tryAcquire(RETRY_SECONDS, TimeUnit.SECONDS)) {
          work.drainPermits();
          carryOutAll();
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void carryOutAll() throws InterruptedException {
    for (CorrectionRow row : records.open()) {
      try {
        carryOut(row);
      } catch (RuntimeException failed) {
        if (stopping) {
          return;
        }
        if (failing.add(row.correctionRef())) {
          log.error(
              "Correction {} waits behind {} and is tried again each second: {}",
              Refs.text(row.correctionRef()),
              row.step(),
              failed.toString());
        }
        TimeUnit.SECONDS.sleep(RETRY_SECONDS);
        work.release();
      }
    }
  }

  private void carryOut(CorrectionRow opened) throws InterruptedException {
    CorrectionRow row = opened;
    while (row.step() != Step.DONE && !stopping) {
      row =
          switch (row.step()) {
            case WRITTEN -> bind(row);
            case BOUND -> move(row);
            case CARRIED, DONE -> tell(row);
          };
      records.note(row);
    }
  }

  private CorrectionRow bind(CorrectionRow row) throws InterruptedException {
    for (Piece piece : row.devices()) {
      if (piece.keptFromMs().isPresent()) {
        put(
            piece.keptRef(),
            piece,
            row.wrongRef(),
            piece.keptFromMs().getAsLong(),
            piece.keptToMs());
      }
      boolean given = row.rightRef() != 0 && tryGive(row, piece);
      if (!given && piece.keptFromMs().isEmpty()) {
        put(piece.keptRef(), piece, 0, piece.fromMs(), piece.toMs());
      }
    }
    long latestMs = clock.millis() + AHEAD_MAX.toMillis();
    long factsToMs = row.toMs() == 0 ? latestMs : Math.min(row.toMs(), latestMs);
    return row.at(Step.BOUND, factsToMs, 0);
  }

  /**
   * The road may refuse what was possible when it was asked: then what is stored is given alone.
   */
  private boolean tryGive(CorrectionRow row, Piece piece) throws InterruptedException {
    try {
      put(piece.givenRef(), piece, row.rightRef(), piece.fromMs(), piece.toMs());
      return true;
    } catch (GateRefusedException refused) {
      log.info("Late facts of a correction are nobody's: {}", refused.toString());
      return false;
    }
  }

  private void put(long bindingRef, Piece piece, long subjectRef, long fromMs, long toMs)
      throws InterruptedException {
    try {
      gate.putBinding(new RoadGate.Binding(bindingRef, piece.deviceRef(), subjectRef, fromMs, toMs))
          .toCompletableFuture()
          .get(ROAD_WAIT_MAX.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException refused) {
      if (refused.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("the road failed a binding", refused.getCause());
    } catch (TimeoutException late) {
      throw new IllegalStateException("the road does not answer", late);
    }
  }

  private CorrectionRow move(CorrectionRow row) {
    for (Piece piece : row.devices()) {
      long endMs = piece.toMs() == 0 ? row.factsToMs() : Math.min(piece.toMs(), row.factsToMs());
      if (piece.fromMs() < endMs) {
        facts.carryOut(
            new Corrections.Misplaced(
                piece.deviceRef(), row.wrongRef(), row.rightRef(), piece.fromMs(), endMs));
      }
    }
    return row.at(Step.CARRIED, row.factsToMs(), 0);
  }

  private CorrectionRow tell(CorrectionRow row) {
    told.tell(row);
    return row.at(Step.DONE, row.factsToMs(), clock.millis());
  }

  /** Ends the thread; the next start goes on. */
  @Override
  public void close() {
    stopping = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
