package kz.relog.app.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import kz.relog.app.client.AdminClient;
import kz.relog.app.client.SimulatedCompany;
import kz.relog.app.serve.TestServer;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long a driver waits for the package, and what it costs in memory: a fix each 10 s. With
 * {@code -Drelog.export.real=true} it is a whole year, 3.15 million of them, which must be ready
 * within 10 s; else some days, so that the way is tried in each build.
 */
class ExportYearIT {
  private static final boolean REAL = Boolean.getBoolean("relog.export.real");
  private static final int DAYS = REAL ? 365 : 5;
  private static final int FIX_EVERY_MS = 10_000;
  private static final int FIXES = DAYS * (86_400_000 / FIX_EVERY_MS);
  private static final int PER_BATCH = 60;
  private static final int BATCHES_PER_GROUP = 500;
  private static final int ALL_PURPOSES = 7;
  private static final long SEED = 20_260_302;

  /** Of a package of any size: buffers, one hour of facts, the caches of the records. */
  private static final long LIVE_BYTES_MAX = 48L << 20;

  private static final long READY_SECONDS_MAX = REAL ? 10 : 60;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void a_package_is_ready_soon_and_the_heap_stays_flat() throws Exception {
    Path data = folder.resolve("data");
    long person;
    long device;
    String token;
    try (TestServer server = new TestServer(data)) {
      SimulatedCompany.Driver driver = server.company().hire("Long", "Way");
      person = Long.parseUnsignedLong(driver.id(), 16);
      AdminClient.NewDevice phone = server.admin().createPhone("phone", driver.id());
      device = Long.parseUnsignedLong(phone.id(), 16);
      token = driver.session().token();
    }
    long startMs = Clock.systemUTC().millis() - (long) FIXES * FIX_EVERY_MS - 700_000;
    drive(data, person, device, startMs);
    try (TestServer server = new TestServer(data)) {
      assertThat(server.server().awaitFeed(120_000)).isTrue();
      server.server().archive().flush(Duration.ofMinutes(2));
      measure(new AdminClient(server.server().httpUri(), token));
    }
  }

  private static void drive(Path data, long person, long device, long startMs) {
    SplittableRandom random = new SplittableRandom(SEED);
    int lat = 432_000_000;
    int lon = 769_000_000;
    try (Vault vault = Vaults.open(VaultConfig.below(data, null));
        Journal journal = Journals.open(JournalConfig.in(data.resolve("journal")).build(), vault)) {
      JournalWriter writer = journal.writer();
      FixBatchEncoder encoder = new FixBatchEncoder();
      byte[] plain = new byte[FixBatchEncoder.ENCODED_BYTES_MAX];
      for (int batch = 0; batch * PER_BATCH < FIXES; batch++) {
        long batchMs = startMs + (long) batch * PER_BATCH * FIX_EVERY_MS;
        encoder.begin(1000, 6).batchSeq(batch + 1L);
        for (int i = 0; i < PER_BATCH; i++) {
          lat += 10 * (random.nextInt(301) - 150);
          lon += 10 * (random.nextInt(301) - 150);
          encoder.add(
              batchMs + (long) i * FIX_EVERY_MS,
              lat,
              lon,
              random.nextInt(250),
              random.nextInt(360),
              5,
              FixLimits.ALTITUDE_UNKNOWN);
        }
        int length = encoder.encode(plain, 0);
        writer.begin(
            EntryKind.FACTS, EntrySource.DEVICE, batchMs + 600_000, device, 1, batch, batch, 0);
        writer.section(person, Months.of(batchMs), ALL_PURPOSES, plain, 0, length);
        writer.commit();
        if (batch % BATCHES_PER_GROUP == 0) {
          writer.sync();
        }
      }
      writer.sync();
    }
  }

  private static void measure(AdminClient driver) {
    System.gc();
    long liveBefore = heap(MemoryPoolMXBean::getCollectionUsage);
    long usedBefore = heap(MemoryPoolMXBean::getUsage);
    long usedMost = 0;
    long liveMost = 0;
    long beganNs = System.nanoTime();
    String export = driver.post("/v1/me/exports", JSON.createObjectNode()).path("id").asText();
    JsonNode row;
    do {
      LockSupport.parkNanos(20_000_000);
      usedMost = Math.max(usedMost, heap(MemoryPoolMXBean::getUsage));
      liveMost = Math.max(liveMost, heap(MemoryPoolMXBean::getCollectionUsage));
      row = driver.get("/v1/me/exports/" + export);
    } while (!row.path("state").asText().equals("ready")
        && System.nanoTime() - beganNs < TimeUnit.SECONDS.toNanos(120));
    double seconds = (System.nanoTime() - beganNs) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "package of %,d fixes: %.2f s, %,d bytes sealed; heap: %d MB more with garbage,"
            + " %d MB more after collections%n",
        FIXES,
        seconds,
        row.path("bytes").asLong(),
        Math.max(0, usedMost - usedBefore) >> 20,
        Math.max(0, liveMost - liveBefore) >> 20);
    assertThat(row.path("state").asText()).isEqualTo("ready");
    assertThat(seconds).isLessThan((double) READY_SECONDS_MAX);
    assertThat(liveMost - liveBefore).isLessThan(LIVE_BYTES_MAX);
  }

  private static long heap(Function<MemoryPoolMXBean, MemoryUsage> of) {
    long bytes = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      MemoryUsage usage = pool.getType() == MemoryType.HEAP ? of.apply(pool) : null;
      bytes += usage == null ? 0 : usage.getUsed();
    }
    return bytes;
  }
}
