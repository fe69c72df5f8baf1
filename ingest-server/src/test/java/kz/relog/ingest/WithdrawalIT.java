package kz.relog.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import kz.relog.ingest.Command.PermissionAction;
import kz.relog.ingest.kit.Road;
import kz.relog.ingest.kit.TcpLink;
import kz.relog.ingest.kit.TestDevice;
import kz.relog.journal.EntryKind;
import kz.relog.journal.EntrySource;
import kz.relog.journal.JournalReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Withdrawals in the middle of a stream of facts: nothing of a subject is stored behind its
 * withdrawal, and it is told how long that takes. For a measurement {@code -Drelog.fixesPerSecond},
 * {@code -Drelog.fixesPerFrame} and {@code -Drelog.withdrawals} make it larger.
 */
class WithdrawalIT {

  private static final int DEVICES = 500;

  @TempDir Path directory;

  private final int fixesPerSecond = Integer.getInteger("relog.fixesPerSecond", 5_000);
  private final int fixes = Integer.getInteger("relog.fixesPerFrame", 10);
  private final int withdrawals = Integer.getInteger("relog.withdrawals", 40);
  private final AtomicLong sentFrames = new AtomicLong();
  private final AtomicBoolean stopping = new AtomicBoolean();

  @Test
  void nothingIsStoredBehindAWithdrawal() throws InterruptedException {
    try (Road road = Road.open(directory, IngestConfig.loopback(), IngestClock.SYSTEM)) {
      List<TestDevice> devices = new ArrayList<>();
      for (int i = 0; i < DEVICES; i++) {
        devices.add(road.enrol());
      }
      try (TcpLink link = new TcpLink(road.server().tcpAddress())) {
        Thread reader = new Thread(() -> readAll(link), "answers");
        Thread sender = new Thread(() -> sendAll(link, devices), "facts");
        reader.setDaemon(true);
        reader.start();
        sender.start();
        long storedBefore = road.metrics().value(FixOutcome.STORED);
        long receivedBefore = road.metrics().receivedFixes();
        long beganNs = System.nanoTime();
        long[] takenMicros = new long[withdrawals];
        Map<Long, Long> withdrawnMs = new HashMap<>();
        for (int i = 0; i < withdrawals; i++) {
          LockSupport.parkNanos(20_000_000);
          long subjectRef = devices.get(i).subjectRef();
          long submittedNs = System.nanoTime();
          withdrawnMs.put(subjectRef, System.currentTimeMillis());
          road.permit(subjectRef, PermissionAction.WITHDRAW, 7);
          takenMicros[i] = (System.nanoTime() - submittedNs) / 1_000;
        }
        double seconds = (System.nanoTime() - beganNs) / 1e9;
        long stored = road.metrics().value(FixOutcome.STORED) - storedBefore;
        long received = road.metrics().receivedFixes() - receivedBefore;
        // It goes on until somebody who has withdrawn has sent once more.
        long deadlineNs = System.nanoTime() + 20_000_000_000L;
        while (road.metrics().value(FixOutcome.NO_PERMISSION) == 0
            && System.nanoTime() - deadlineNs < 0) {
          LockSupport.parkNanos(1_000_000);
        }
        stopping.set(true);
        sender.join();
        tell(takenMicros, received / seconds, stored / seconds);
        assertThat(stored).isPositive();
        assertThatNothingIsBehind(road, withdrawnMs);
      }
    }
  }

  private void tell(long[] takenMicros, double receivedPerSecond, double storedPerSecond) {
    Arrays.sort(takenMicros);
    System.out.printf(
        "%d withdrawals at %.0f fixes/s, %.0f of them stored: durable after ms p50 %.1f p99 %.1f max %.1f%n",
        withdrawals,
        receivedPerSecond,
        storedPerSecond,
        takenMicros[withdrawals / 2] / 1e3,
        takenMicros[withdrawals * 99 / 100] / 1e3,
        takenMicros[withdrawals - 1] / 1e3);
  }

  /** By the order of the journal; and tells when the last fix was received. */
  private static void assertThatNothingIsBehind(Road road, Map<Long, Long> withdrawnMs) {
    Map<Long, Long> withdrawnSeq = new HashMap<>();
    Map<Long, Long> lastMs = new HashMap<>();
    int refusedBehind = 0;
    try (JournalReader reader = road.journal().reader(1)) {
      while (reader.poll()) {
        if (reader.kind() == EntryKind.CONSENT && reader.source() == EntrySource.ADMIN) {
          if (withdrawnMs.containsKey(reader.sectionSubjectRef(0))) {
            // The last one said of a subject is its withdrawal.
            withdrawnSeq.put(reader.sectionSubjectRef(0), reader.seq());
            lastMs.remove(reader.sectionSubjectRef(0));
          }
        } else if (reader.kind() == EntryKind.FACTS && reader.sectionCount() == 0) {
          refusedBehind++;
        } else if (reader.kind() == EntryKind.FACTS) {
          lastMs.merge(reader.sectionSubjectRef(0), reader.receivedMs(), Math::max);
        }
      }
    }
    assertThat(refusedBehind).isPositive();
    assertThat(withdrawnSeq).hasSameSizeAs(withdrawnMs);
    assertThat(lastMs).doesNotContainKeys(withdrawnMs.keySet().toArray(Long[]::new));
  }

  private void readAll(TcpLink link) {
    try {
      while (!stopping.get()) {
        link.receive();
      }
    } catch (RuntimeException ended) {
      stopping.set(true);
    }
  }

  private void sendAll(TcpLink link, List<TestDevice> devices) {
    long beganNs = System.nanoTime();
    long batchSeq = 0;
    while (!stopping.get()) {
      batchSeq++;
      for (TestDevice device : devices) {
        link.send(device.facts(batchSeq, 0, System.currentTimeMillis() - fixes * 1_000L, fixes));
        long dueNs =
            beganNs + sentFrames.incrementAndGet() * 1_000_000_000L * fixes / fixesPerSecond;
        long aheadNs = dueNs - System.nanoTime();
        if (aheadNs > 1_000_000) {
          LockSupport.parkNanos(aheadNs);
        }
        if (stopping.get()) {
          return;
        }
      }
    }
  }
}
