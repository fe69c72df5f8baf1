package kz.relog.bench.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import kz.relog.bench.report.Figure;
import kz.relog.bench.report.Measure;
import kz.relog.ingest.DeviceSecrets;
import kz.relog.ingest.IngestClock;
import kz.relog.ingest.IngestConfig;
import kz.relog.ingest.IngestServer;
import kz.relog.journal.DeviceSecret;
import kz.relog.journal.EntryKind;
import kz.relog.journal.EntrySource;
import kz.relog.journal.Journal;
import kz.relog.journal.JournalConfig;
import kz.relog.journal.JournalWriter;
import kz.relog.journal.Journals;
import kz.relog.journal.Vault;
import kz.relog.journal.VaultConfig;
import kz.relog.journal.Vaults;
import kz.relog.proto.fix.FixBatchEncoder;
import kz.relog.proto.fix.FixLimits;
import kz.relog.proto.frame.CryptoProviders;
import kz.relog.proto.v1.DeviceEntry;
import org.jspecify.annotations.Nullable;

/**
 * How long a start takes after so many journalled fixes: writes such a journal straight through the
 * journal's writer, as the sequencer would, but without any checkpoint, which is the worst there
 * can be; then opens it and starts the road in. The journal can be left for `relog serve`.
 */
public final class RecoveryTime {
  /** The subject of the first device; the others follow. */
  static final long FIRST_SUBJECT = 1_000_000;

  private static final int GROUP = 4_096;
  private static final int STEP_E7 = 900;
  private static final int STARTS = 3;

  private final BenchSetup setup;
  private final long fixes;
  private final int batch;
  private final int devices;
  private final boolean checkpoint;

  /**
   * A bench that has not begun.
   *
   * @param fixes in all
   * @param batch fixes of a batch
   * @param checkpoint let the server write a checkpoint first, then measure the start after it
   */
  public RecoveryTime(BenchSetup setup, long fixes, int batch, boolean checkpoint) {
    this.setup = setup;
    this.fixes = fixes;
    this.batch = batch;
    this.devices = setup.load().devices();
    this.checkpoint = checkpoint;
  }

  /**
   * Measures.
   *
   * @param left where the journal is written and left; empty for a folder that is removed
   */
  public void measure(Optional<Path> left) throws IOException {
    Path folder =
        left.isPresent() ? Files.createDirectories(left.get()) : setup.makeFolder("recovery");
    try {
      long beganNs = System.nanoTime();
      write(folder);
      setup.say("written in %.1f s, %,d bytes", secondsSince(beganNs), bytes(folder));
      for (int start = 1; start <= STARTS; start++) {
        start(folder, start);
      }
    } finally {
      if (left.isEmpty()) {
        BenchSetup.remove(folder);
      }
    }
  }

  private static Journal open(Path folder, Vault vault) {
    return Journals.open(
        JournalConfig.in(folder.resolve("journal"))
            .cipherProvider(CryptoProviders.fastest())
            .build(),
        vault);
  }

  /** Writes the journal alone. */
  void write(Path folder) {
    Random random = new Random(setup.load().seed());
    long nowMs = System.currentTimeMillis() / 1_000 * 1_000;
    int month = month(nowMs);
    long[] keyIds = new long[devices];
    FixBatchEncoder encoder = new FixBatchEncoder();
    byte[] plain = new byte[FixBatchEncoder.ENCODED_BYTES_MAX];
    try (Vault vault = Vaults.open(VaultConfig.below(folder, CryptoProviders.fastest()));
        Journal journal = open(folder, vault)) {
      JournalWriter writer = journal.writer();
      byte[] secret = new byte[32];
      for (int i = 0; i < devices; i++) {
        keyIds[i] = random.nextLong() & ((1L << 40) - 1);
        random.nextBytes(secret);
        vault.putDeviceSecret(keyIds[i], i + 1, secret);
        byte[] entry =
            DeviceEntry.newBuilder()
                .setDeviceRef(i + 1)
                .setSubjectRef(FIRST_SUBJECT + i)
                .setKeyId(keyIds[i])
                .setOp(DeviceEntry.Op.CREATE)
                .build()
                .toByteArray();
        writer.begin(EntryKind.DEVICE, EntrySource.ADMIN, nowMs, i + 1, keyIds[i], 0, 0, 0);
        writer.section(0, 0, 0, entry, 0, entry.length);
        writer.commit();
      }
      Arrays.fill(secret, (byte) 0);
      long entries = fixes / batch;
      for (long n = 0; n < entries; n++) {
        int device = (int) (n % devices);
        long batchSeq = n / devices + 1;
        encoder.begin(1_000, 6).batchSeq(batchSeq).held(0);
        for (int i = 0; i < batch; i++) {
          int step = (int) ((batchSeq * batch + i) % 100_000);
          encoder.add(
              nowMs - 1_000L * (batch - i),
              400_000_000 + STEP_E7 * step,
              700_000_000 + device * 1_000,
              100,
              0,
              5,
              FixLimits.ALTITUDE_UNKNOWN);
        }
        int length = encoder.encode(plain, 0);
        writer.begin(
            EntryKind.FACTS,
            EntrySource.DEVICE,
            nowMs,
            device + 1,
            keyIds[device],
            batchSeq,
            batchSeq,
            0);
        writer.section(FIRST_SUBJECT + device, month, 7, plain, 0, length);
        writer.commit();
        if (n % GROUP == GROUP - 1) {
          writer.sync();
        }
      }
      writer.sync();
    }
  }

  private void start(Path folder, int number) {
    long beganNs = System.nanoTime();
    try (Vault vault = Vaults.open(VaultConfig.below(folder, CryptoProviders.fastest()));
        Journal journal = open(folder, vault)) {
      double opened = secondsSince(beganNs);
      long toRead = journal.durableSeq() - journal.recoverySeq() + 1;
      try (IngestServer server =
          IngestServer.start(
              IngestConfig.loopback(), journal, secretsOf(vault), IngestClock.SYSTEM)) {
        double seconds = secondsSince(beganNs);
        setup.say(
            "start %d: ready in %.2f s: journal open %.2f s, state of %,d devices from %,d entries %.2f s",
            number, seconds, opened, server.metrics().devices(), toRead, seconds - opened);
        String who = checkpoint && number > 1 ? "relog, after a checkpoint" : "relog";
        setup.found(
            Figure.of("recovery", who + ", start " + number, Measure.SECONDS, seconds, List.of()));
        if (checkpoint) {
          while (journal.recoverySeq() == journal.firstSeq()) {
            Thread.onSpinWait();
          }
        }
      }
    }
  }

  private static DeviceSecrets secretsOf(Vault vault) {
    return new DeviceSecrets() {
      @Override
      public byte @Nullable [] findSecret(long keyId) {
        return vault.findDeviceSecret(keyId).map(DeviceSecret::secret).orElse(null);
      }

      @Override
      public void destroySecret(long keyId) {
        vault.destroyDeviceSecret(keyId);
      }
    };
  }

  private static int month(long ms) {
    YearMonth month = YearMonth.from(Instant.ofEpochMilli(ms).atOffset(ZoneOffset.UTC));
    return (month.getYear() - 1970) * 12 + month.getMonthValue() - 1;
  }

  private static double secondsSince(long beganNs) {
    return (System.nanoTime() - beganNs) / 1e9;
  }

  private static long bytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("journal"))) {
      return files
          .filter(file -> file.toString().endsWith(".cq4"))
          .mapToLong(file -> file.toFile().length())
          .sum();
    }
  }
}
