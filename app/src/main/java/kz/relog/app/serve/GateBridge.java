package kz.relog.app.serve;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import kz.relog.api.spi.GateRefusedException;
import kz.relog.api.spi.RoadFullException;
import kz.relog.api.spi.RoadGate;
import kz.relog.api.spi.TrackingHours;
import kz.relog.app.feed.GateEntries;
import kz.relog.ingest.Command;
import kz.relog.ingest.CommandPort;
import kz.relog.ingest.CommandRefused;
import kz.relog.journal.DeviceSecret;
import kz.relog.journal.Vault;
import kz.relog.proto.frame.FrameKeys;

/** The sequencer's command port as the gate that the admin API sees. Any thread. */
final class GateBridge implements RoadGate {
  private final CommandPort port;
  private final Vault vault;

  GateBridge(CommandPort port, Vault vault) {
    this.port = port;
    this.vault = vault;
  }

  @Override
  public CompletionStage<Long> changePermission(long subjectRef, Action action, int purposes) {
    Command.PermissionAction wanted =
        switch (action) {
          case GRANT -> Command.PermissionAction.GRANT;
          case WITHDRAW -> Command.PermissionAction.WITHDRAW;
          case PAUSE -> Command.PermissionAction.PAUSE;
          case RESUME -> Command.PermissionAction.RESUME;
        };
    return submit(new Command.PutPermission(subjectRef, wanted, purposes));
  }

  @Override
  public CompletionStage<Long> putHours(long subjectRef, TrackingHours hours) {
    return submit(new Command.PutHours(subjectRef, GateEntries.toEntry(hours).toByteArray()));
  }

  @Override
  public CompletionStage<Long> putBinding(Binding binding) {
    return submit(
        new Command.PutBinding(
            binding.bindingRef(),
            binding.deviceRef(),
            binding.subjectRef(),
            binding.fromMs(),
            binding.toMs()));
  }

  /**
   * The secret first, so that the new key can be authenticated as soon as it is announced. The key
   * id must be new: a secret that is there belongs to another key.
   */
  @Override
  public CompletionStage<Long> rotateKey(long deviceRef, long keyId, long nextKeyId) {
    Optional<DeviceSecret> present = vault.findDeviceSecret(keyId);
    Optional<DeviceSecret> taken = vault.findDeviceSecret(nextKeyId);
    taken.ifPresent(DeviceSecret::destroy);
    if (present.isEmpty() || taken.isPresent()) {
      present.ifPresent(DeviceSecret::destroy);
      return CompletableFuture.failedStage(
          new GateRefusedException(
              present.isEmpty()
                  ? GateRefusedException.Reason.UNKNOWN_DEVICE
                  : GateRefusedException.Reason.KEY_ENDING));
    }
    byte[] next = FrameKeys.nextSecret(present.get().secret(), nextKeyId);
    present.get().destroy();
    vault.putDeviceSecret(nextKeyId, deviceRef, next);
    Arrays.fill(next, (byte) 0);
    return submit(new Command.RotateKey(deviceRef, keyId, nextKeyId))
        .whenComplete(
            (seq, refused) -> {
              if (refused != null) {
                vault.destroyDeviceSecret(nextKeyId);
              }
            });
  }

  private CompletionStage<Long> submit(Command command) {
    return port.submit(command)
        .exceptionally(
            thrown -> {
              Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
              throw cause instanceof CommandRefused refused
                  ? refusal(refused.reason())
                  : new CompletionException(cause);
            });
  }

  private static RuntimeException refusal(CommandRefused.Reason reason) {
    return switch (reason) {
      case BINDING_OVERLAPS ->
          new GateRefusedException(GateRefusedException.Reason.BINDING_OVERLAPS);
      case BINDING_TIME -> new GateRefusedException(GateRefusedException.Reason.BINDING_TIME);
      case UNKNOWN_DEVICE, UNKNOWN_BINDING, UNKNOWN_KEY, SUBJECT_DIFFERS ->
          new GateRefusedException(GateRefusedException.Reason.UNKNOWN_DEVICE);
      case KEY_ENDING, KEY_KNOWN, SUBJECT_KNOWN ->
          new GateRefusedException(GateRefusedException.Reason.KEY_ENDING);
      case SUBJECT_ENDED -> new GateRefusedException(GateRefusedException.Reason.SUBJECT_ENDED);
      case HOURS_MALFORMED, REFERENCE_OUT_OF_RANGE, PLAN_MALFORMED ->
          new IllegalArgumentException("the road does not take this: " + reason);
      case PLAN_ENDED, QUEUE_FULL, DISK_SHORT, STOPPED -> new RoadFullException(reason.toString());
    };
  }
}
