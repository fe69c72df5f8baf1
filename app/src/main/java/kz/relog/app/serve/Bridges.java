package kz.relog.app.serve;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import kz.relog.api.spi.NewDevice;
import kz.relog.api.spi.RecordSealer;
import kz.relog.api.spi.RoadCommands;
import kz.relog.api.spi.RoadFullException;
import kz.relog.api.spi.RoadPlan;
import kz.relog.app.feed.PlanEntries;
import kz.relog.app.seal.VaultSealer;
import kz.relog.ingest.Command;
import kz.relog.ingest.CommandPort;
import kz.relog.ingest.CommandRefused;
import kz.relog.ingest.DeviceSecrets;
import kz.relog.journal.DeviceSecret;
import kz.relog.journal.Vault;
import kz.relog.proto.v1.PlanEntry;
import org.jspecify.annotations.Nullable;

/** The small adapters between what one module needs and another offers. */
final class Bridges {
  /** Well below what the sequencer's queue holds, so that a large order does not fill it. */
  private static final int COMMANDS_AT_ONCE = 256;

  private Bridges() {}

  /** The vault as the ingest server's source of secrets. */
  static DeviceSecrets deviceSecrets(Vault vault) {
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

  /** The sequencer's command port as the admin API's road. */
  static RoadCommands roadCommands(CommandPort port, Vault vault, boolean syntheticDevices) {
    return new RoadCommands() {
      @Override
      public CompletionStage<Long> createDevices(List<NewDevice> devices) {
        if (!syntheticDevices && devices.stream().anyMatch(NewDevice::isSynthetic)) {
          throw new IllegalArgumentException(
              "devices without a person are not allowed here; see gate.synthetic-devices");
        }
        List<DeviceSecret> secrets = new ArrayList<>(devices.size());
        for (NewDevice device : devices) {
          secrets.add(new DeviceSecret(device.keyId(), device.deviceRef(), device.secret()));
        }
        // The secret first: a device that is on the road can always be authenticated.
        vault.putDeviceSecrets(secrets);
        secrets.forEach(DeviceSecret::destroy);
        CompletableFuture<Long> last = CompletableFuture.completedFuture(0L);
        for (int from = 0; from < devices.size(); from += COMMANDS_AT_ONCE) {
          List<NewDevice> some =
              devices.subList(from, Math.min(devices.size(), from + COMMANDS_AT_ONCE));
          last = last.thenCompose(before -> create(some));
        }
        return refusing(last);
      }

      private CompletableFuture<Long> create(List<NewDevice> devices) {
        CompletableFuture<Long> last = CompletableFuture.completedFuture(0L);
        for (NewDevice device : devices) {
          CompletableFuture<Long> created =
              port.submit(
                  new Command.CreateDevice(
                      device.deviceRef(), device.subjectRef(), device.keyId()));
          last = last.thenCombine(created, Math::max);
          if (device.isSynthetic()) {
            last =
                last.thenCombine(
                    port.submit(new Command.OpenSynthetic(device.subjectRef())), Math::max);
          }
        }
        return last;
      }

      @Override
      public CompletionStage<Long> revokeDevice(long deviceRef, long keyId) {
        return refusing(port.submit(new Command.RevokeDevice(deviceRef, keyId)));
      }

      @Override
      public CompletionStage<Long> putPlan(RoadPlan plan) {
        PlanEntry entry = PlanEntries.toEntry(plan);
        // What the engine would not take must not come into the journal: every restart would meet
        // it.
        PlanEntries.toEnginePlan(entry, 0);
        return refusing(port.submit(new Command.PutPlan(plan.planRef(), entry.toByteArray())));
      }
    };
  }

  private static CompletionStage<Long> refusing(CompletableFuture<Long> submitted) {
    return submitted.exceptionally(
        thrown -> {
          Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
          if (cause instanceof CommandRefused refused) {
            throw new RoadFullException(refused.reason().toString());
          }
          throw new CompletionException(cause);
        });
  }

  /**
   * Seals what the records must not hold in clear, under the key of the plan, the person or the
   * company.
   */
  static RecordSealer recordSealer(Vault vault) {
    return new VaultSealer(vault);
  }
}
