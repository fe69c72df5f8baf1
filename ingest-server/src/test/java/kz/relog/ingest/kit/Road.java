package kz.relog.ingest.kit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import kz.relog.ingest.Command;
import kz.relog.ingest.DeviceSecrets;
import kz.relog.ingest.IngestClock;
import kz.relog.ingest.IngestConfig;
import kz.relog.ingest.IngestMetrics;
import kz.relog.ingest.IngestServer;
import kz.relog.journal.DeviceSecret;
import kz.relog.journal.EntryKind;
import kz.relog.journal.Journal;
import kz.relog.journal.JournalConfig;
import kz.relog.journal.JournalDisk;
import kz.relog.journal.JournalReader;
import kz.relog.journal.Journals;
import kz.relog.journal.Vault;
import kz.relog.journal.VaultConfig;
import kz.relog.journal.Vaults;
import org.jspecify.annotations.Nullable;

/**
 * A server with its journal and vault in a directory of its own; can be stopped and started again.
 * One thread.
 */
public final class Road implements AutoCloseable {

  /** One journal entry of one batch. */
  public record Stored(
      long seq, EntryKind kind, long deviceRef, long batchSeq, List<Integer> months) {}

  private final Path directory;
  private final IngestConfig config;
  private final IngestClock clock;
  private final JournalDisk disk;
  private final Random random = new Random(20261122);
  private Vault vault;
  private Journal journal;
  private IngestServer server;
  private volatile boolean destructionFails;
  private final AtomicInteger destructionsTried = new AtomicInteger();

  private Road(Path directory, IngestConfig config, IngestClock clock, JournalDisk disk) {
    this.directory = directory;
    this.config = config;
    this.clock = clock;
    this.disk = disk;
    this.vault = Vaults.open(VaultConfig.below(directory, null));
    this.journal = openJournal();
    this.server = IngestServer.start(config, journal, secretsOf(vault), clock);
  }

  /** A running server. */
  public static Road open(Path directory, IngestConfig config, IngestClock clock) {
    return new Road(directory, config, clock, JournalDisk.REAL);
  }

  /** A running server on a disk with faults. */
  public static Road open(
      Path directory, IngestConfig config, IngestClock clock, JournalDisk disk) {
    return new Road(directory, config, clock, disk);
  }

  private Journal openJournal() {
    JournalConfig journalConfig =
        JournalConfig.in(directory.resolve("journal"))
            .fileBytesMax(64 << 20)
            .reserveBytes(4 << 20)
            .disk(disk)
            .build();
    return Journals.open(journalConfig, vault);
  }

  /** How often the destruction of a secret was asked for. */
  public int destructionsTried() {
    return destructionsTried.get();
  }

  /** Whether the destruction of secrets fails from now on. */
  public void failDestruction(boolean value) {
    destructionFails = value;
  }

  private DeviceSecrets secretsOf(Vault vault) {
    return new DeviceSecrets() {
      @Override
      public byte @Nullable [] findSecret(long keyId) {
        return vault.findDeviceSecret(keyId).map(DeviceSecret::secret).orElse(null);
      }

      @Override
      public void destroySecret(long keyId) {
        destructionsTried.incrementAndGet();
        if (destructionFails) {
          throw new IllegalStateException("the vault's disk is full");
        }
        vault.destroyDeviceSecret(keyId);
      }
    };
  }

  /** Stops cleanly and starts again on the same directory. */
  public void restart() {
    stop();
    vault = Vaults.open(VaultConfig.below(directory, null));
    journal = openJournal();
    server = IngestServer.start(config, journal, secretsOf(vault), clock);
  }

  /** Stops cleanly. */
  public void stop() {
    server.close();
    journal.close();
    vault.close();
  }

  @Override
  public void close() {
    stop();
  }

  /** The server. */
  public IngestServer server() {
    return server;
  }

  /** Its journal. */
  public Journal journal() {
    return journal;
  }

  /** Its vault. */
  public Vault vault() {
    return vault;
  }

  /** Its counts. */
  public IngestMetrics metrics() {
    return server.metrics();
  }

  /** A device that nobody knows. */
  public TestDevice stranger() {
    byte[] secret = new byte[32];
    random.nextBytes(secret);
    return new TestDevice(positive(), positive(), random.nextLong() & (1L << 40) - 1, secret);
  }

  private long positive() {
    return (random.nextLong() & Long.MAX_VALUE) | 1;
  }

  /** A device with a key that the server knows and no person behind it: its gate is open. */
  public TestDevice enrol() {
    TestDevice device = enrolClosed();
    submit(new Command.OpenSynthetic(device.subjectRef()));
    return device;
  }

  /** A phone with a key that the server knows, whose person has said nothing yet. */
  public TestDevice enrolClosed() {
    TestDevice device = stranger();
    vault.putDeviceSecret(device.keyId(), device.deviceRef(), device.secret());
    submit(new Command.CreateDevice(device.deviceRef(), device.subjectRef(), device.keyId()));
    return device;
  }

  /** A tracker with a key that the server knows, which nobody has yet. */
  public TestDevice enrolTracker() {
    TestDevice device = stranger();
    vault.putDeviceSecret(device.keyId(), device.deviceRef(), device.secret());
    submit(new Command.CreateDevice(device.deviceRef(), 0, device.keyId()));
    return device;
  }

  /** Changes what is allowed for a subject. */
  public void permit(long subjectRef, Command.PermissionAction action, int purposes) {
    submit(new Command.PutPermission(subjectRef, action, purposes));
  }

  /** Waits until a command is durable. */
  public void submit(Command command) {
    server.commands().submit(command).join();
  }

  /** The batches of a device in the journal, as far as they are durable. */
  public List<Stored> stored(TestDevice device) {
    List<Stored> found = new ArrayList<>();
    try (JournalReader reader = journal.reader(1)) {
      while (reader.poll()) {
        boolean batch = reader.kind() == EntryKind.FACTS || reader.kind() == EntryKind.CONSENT;
        // A header without sections stores nothing: it only says that the batch was refused.
        if (batch && reader.sectionCount() > 0 && reader.deviceRef() == device.deviceRef()) {
          List<Integer> months = new ArrayList<>();
          for (int i = 0; i < reader.sectionCount(); i++) {
            months.add(reader.sectionKeyMonth(i));
          }
          found.add(
              new Stored(
                  reader.seq(), reader.kind(), reader.deviceRef(), reader.batchSeq(), months));
        }
      }
    }
    return found;
  }

  /** How many entries say that a batch of the device was refused as a whole. */
  public int refusedBatches(TestDevice device) {
    int count = 0;
    try (JournalReader reader = journal.reader(1)) {
      while (reader.poll()) {
        boolean refused = reader.kind() == EntryKind.FACTS && reader.sectionCount() == 0;
        count += refused && reader.deviceRef() == device.deviceRef() ? 1 : 0;
      }
    }
    return count;
  }

  /** The plaintext of a section of an entry. */
  public byte[] plain(long seq, int section) {
    try (JournalReader reader = journal.reader(seq)) {
      if (!reader.poll()) {
        throw new AssertionError("entry " + seq + " is not durable");
      }
      byte[] bytes = new byte[reader.sectionPlainLength(section)];
      reader.openSection(section, bytes, 0);
      return bytes;
    }
  }

  /** How many entries of a kind are durable. */
  public long entries(EntryKind kind) {
    long count = 0;
    try (JournalReader reader = journal.reader(1)) {
      while (reader.poll()) {
        count += reader.kind() == kind ? 1 : 0;
      }
    }
    return count;
  }
}
