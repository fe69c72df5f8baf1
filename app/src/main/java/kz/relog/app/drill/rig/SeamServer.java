package kz.relog.app.drill.rig;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import kz.relog.app.client.AdminClient.NewDevice;
import kz.relog.device.DeviceIdentity;
import kz.relog.ingest.Command;
import kz.relog.ingest.DeviceSecrets;
import kz.relog.ingest.IngestClock;
import kz.relog.ingest.IngestConfig;
import kz.relog.ingest.IngestFailure;
import kz.relog.ingest.IngestServer;
import kz.relog.journal.DeviceSecret;
import kz.relog.journal.Journal;
import kz.relog.journal.JournalConfig;
import kz.relog.journal.JournalDisk;
import kz.relog.journal.Journals;
import kz.relog.journal.Vault;
import kz.relog.journal.VaultConfig;
import kz.relog.journal.Vaults;
import org.jspecify.annotations.Nullable;

/**
 * The road in alone (sockets, sequencer, journal), in this process, on a disk of the drill's own
 * making. Its data is a data folder that a whole server can go on with.
 */
public final class SeamServer implements AutoCloseable {
  private final Vault vault;
  private final Journal journal;
  private final IngestServer ingest;

  /** Starts it. */
  public SeamServer(Path data, JournalDisk disk, Ports ports) {
    vault = Vaults.open(VaultConfig.below(data, null));
    journal = Journals.open(JournalConfig.in(data.resolve("journal")).disk(disk).build(), vault);
    ingest =
        IngestServer.start(
            IngestConfig.loopback().withAddresses(ports.udpAddress(), ports.tcpAddress()),
            journal,
            secrets(vault),
            IngestClock.SYSTEM);
  }

  private static DeviceSecrets secrets(Vault vault) {
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

  /** Creates devices as the API would. */
  public List<NewDevice> createDevices(int count) {
    SecureRandom random = new SecureRandom();
    List<NewDevice> devices = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] secret = new byte[DeviceIdentity.SECRET_BYTES];
      random.nextBytes(secret);
      long keyId = random.nextLong() & DeviceIdentity.KEY_ID_MAX;
      long ref = random.nextLong() >>> 1;
      vault.putDeviceSecret(keyId, ref, secret);
      ingest.commands().submit(new Command.CreateDevice(ref, ref, keyId)).join();
      ingest.commands().submit(new Command.OpenSynthetic(ref)).join();
      devices.add(
          new NewDevice(HexFormat.of().toHexDigits(ref), new DeviceIdentity(keyId, secret)));
    }
    return devices;
  }

  /** Completes when it has stopped by itself. */
  public CompletableFuture<IngestFailure> failure() {
    return ingest.failure();
  }

  @Override
  public void close() {
    try {
      ingest.close();
    } finally {
      journal.close();
      vault.close();
    }
  }
}
