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
 * journal's mark each second, the end of secrets of keys revoked long ago. Thread: the sequencer.
 */
final class Duties {

  private static final Logger LOG = LoggerFactory.getLogger(Duties.class);
  private static final byte[] NOTHING = new byte[0];
  private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
  private static final long HOUR_NS = TimeUnit.HOURS.toNanos(1);

  private final RoadState state;
  private final EntryWriter writer;
  private final DeviceSecrets secrets;
  private final IngestClock clock;
  private final IngestLimits.Journalling limits;
  private long lastSeq;
  private long lastEntryNs;
  private long nextSecondNs;
  private long nextHourNs;

  Duties(
      RoadState state,
      EntryWriter writer,
      DeviceSecrets secrets,
      IngestClock clock,
      IngestLimits.Journalling limits) {
    this.state = state;
    this.writer = writer;
    this.secrets = secrets;
    this.clock = clock;
    this.limits = limits;
    this.lastEntryNs = clock.nanoTime();
    this.nextSecondNs = lastEntryNs;
    this.nextHourNs = lastEntryNs;
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
      }
      if (!writer.hasPending()) {
        writer.sync();
      }
    }
    if (nowNs - nextHourNs >= 0) {
      nextHourNs = nowNs + HOUR_NS;
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
      if (key.isRevoked() && !key.isSilent() && key.revokedAtMs() < beforeMs) {
        key.silence();
        destroy(key.keyId());
      }
    }
  }

  private void destroy(long keyId) {
    // A store of its own, perhaps slow; what fails is tried again after the next start.
    CompletableFuture.runAsync(() -> secrets.destroySecret(keyId))
        .exceptionally(
            e -> {
              LOG.error(
                  "the secret of a revoked key could not be destroyed; restart to try again", e);
              return null;
            });
  }
}
