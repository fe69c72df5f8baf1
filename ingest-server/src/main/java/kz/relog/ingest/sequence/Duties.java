package kz.relog.ingest.sequence;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import kz.relog.ingest.DeviceSecrets;
import kz.relog.ingest.IngestClock;
import kz.relog.ingest.IngestLimits;
import kz.relog.ingest.device.DeviceKey;
import kz.relog.journal.EntryKind;
import kz.relog.journal.EntrySource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the sequencer does by the clock: a TICK after silence, a probe while the disk is short, the
 * journal's mark and some of next month's keys each second, the end of secrets of keys revoked long
 * ago. Thread: the sequencer.
 */
final class Duties {

  private static final Logger LOG = LoggerFactory.getLogger(Duties.class);
  private static final byte[] NOTHING = new byte[0];
  private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
  private static final long MINUTE_NS = TimeUnit.MINUTES.toNanos(1);

  private final RoadState state;
  private final EntryWriter writer;
  private final MonthKeys months;
  private final DeviceSecrets secrets;
  private final IngestClock clock;
  private final IngestLimits.Journalling limits;
  private long lastSeq;
  private long lastEntryNs;
  private long nextSecondNs;
  private long nextMinuteNs;
  private volatile boolean destroyFailed;

  Duties(
      RoadState state,
      EntryWriter writer,
      MonthKeys months,
      DeviceSecrets secrets,
      IngestClock clock,
      IngestLimits.Journalling limits) {
    this.state = state;
    this.writer = writer;
    this.months = months;
    this.secrets = secrets;
    this.clock = clock;
    this.limits = limits;
    this.lastEntryNs = clock.nanoTime();
    this.nextSecondNs = lastEntryNs;
    this.nextMinuteNs = lastEntryNs;
  }

  /** Does what is due. */
  void step() {
    long nowNs = clock.nanoTime();
    long seq = writer.lastSeq();
    if (seq != lastSeq) {
      lastSeq = seq;
      lastEntryNs = nowNs;
    } else if (nowNs - lastEntryNs >= TimeUnit.MILLISECONDS.toNanos(limits.tickSilenceMs())) {
      lastEntryNs = nowNs;
      tick();
    }
    if (nowNs - nextSecondNs >= 0) {
      nextSecondNs = nowNs + SECOND_NS;
      if (writer.isDiskShort()) {
        tick();
      } else {
        months.step(clock.nowMs());
      }
      if (!writer.hasPending()) {
        writer.sync();
      }
    }
    if (nowNs - nextMinuteNs >= 0) {
      nextMinuteNs = nowNs + MINUTE_NS;
      endOldSecrets();
    }
  }

  private void tick() {
    writer.append(EntryKind.TICK, EntrySource.SERVER, clock.nowMs(), 0, 0, 0, NOTHING);
  }

  private void endOldSecrets() {
    long beforeMs = clock.nowMs() - limits.revokedAnswerMs();
    for (int i = 0; i < state.keys().size(); i++) {
      DeviceKey key = state.keys().at(i);
      if (key.isRevoked() && !key.isSecretGone() && key.revokedAtMs() < beforeMs) {
        key.silence();
        destroy(key);
      }
    }
  }

  private void destroy(DeviceKey key) {
    // A store of its own, perhaps slow or full. Until it has succeeded each minute tries again, and
    // checkpoints carry the key, so that a restart does too. Destroying twice is no error.
    CompletableFuture.runAsync(() -> secrets.destroySecret(key.keyId()))
        .thenRun(
            () -> {
              key.secretGone();
              destroyFailed = false;
            })
        .exceptionally(
            e -> {
              if (!destroyFailed) {
                destroyFailed = true;
                LOG.error(
                    "the secret of a revoked key could not be destroyed; trying again each minute",
                    e);
              }
              return null;
            });
  }
}
