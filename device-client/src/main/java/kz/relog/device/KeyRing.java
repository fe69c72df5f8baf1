package kz.relog.device;

import java.io.IOException;
import java.util.Optional;
import kz.relog.device.spool.Spool;
import kz.relog.proto.fix.AckDecoder;
import kz.relog.proto.frame.FrameDescriptor;
import kz.relog.proto.frame.FrameKeys;
import org.jspecify.annotations.Nullable;

/**
 * The key of a device and, during a change, the next one. Frames go out under the next key as soon
 * as it is stored; the old one stays until the server has answered to the next, and is tried again
 * when it does not answer: a server that knows the next key has told so in its acks, but it may
 * have been set back since. One thread.
 */
final class KeyRing {
  /** Frames without an answer after which the other key is tried. */
  private static final int UNHEARD_MAX = 4;

  private final int device;
  private final KeyChange change;
  private final Spool spool;
  private final SealKit kit;
  private final Tally tally;
  private final KeyIdMap devices;
  private DeviceKey present;
  private @Nullable DeviceKey next;
  private DeviceKey active;
  private int unheard;

  KeyRing(int device, DeviceHome.Parts parts, Sender.Shared shared) {
    this.device = device;
    this.change = parts.change();
    this.spool = parts.spool();
    this.kit = shared.kit();
    this.tally = shared.tally();
    this.devices = shared.devices();
    this.present = new DeviceKey(parts.identity(), parts.counters(), kit, tally);
    this.active = present;
    long batchSeq = present.numbers.peekBatchSeq();
    Optional<KeyChange.Next> begun = change.begun();
    if (begun.isPresent()) {
      DeviceKey other = add(begun.get());
      batchSeq = Math.max(batchSeq, other.numbers.peekBatchSeq());
      next = other;
      active = other;
    }
    active.numbers.goOnFrom(spool.nextBatchSeq(batchSeq));
  }

  /** Gives out batch numbers; another object after a change of key. */
  Numbers numbers() {
    return active.numbers;
  }

  /** The key to seal the next frame with. */
  DeviceKey toSeal() {
    DeviceKey other = next;
    if (other != null && unheard >= UNHEARD_MAX) {
      activate(active == other ? present : other);
    }
    unheard++;
    return active;
  }

  /** The key that a frame from the server names; the present one when it names neither. */
  DeviceKey toOpen(byte[] bytes, int offset, int length) {
    DeviceKey other = next;
    return other != null
            && length >= FrameDescriptor.FRAME_BYTES_MIN
            && FrameDescriptor.keyId(bytes, offset) == other.identity.keyId()
        ? other
        : present;
  }

  /** An ack was opened with this key; takes the next step of a change. */
  void onHeard(DeviceKey key, AckDecoder ack) {
    unheard = 0;
    if (key == next) {
      finish(key);
      return;
    }
    long announced = ack.nextKeyId();
    DeviceKey other = next;
    if (announced == AckDecoder.NO_KEY || announced == present.identity.keyId()) {
      return;
    }
    if (other == null || other.identity.keyId() != announced) {
      begin(announced);
    } else if (active == present) {
      activate(other);
    }
  }

  /**
   * Whether a key is told to end because the next one is in use already; the next one is then used.
   * If the device itself is revoked, the next key's acks say so too.
   */
  boolean isReplaced(DeviceKey key) {
    DeviceKey other = next;
    if (other == null || key == other) {
      return false;
    }
    if (active != other) {
      activate(other);
    }
    return true;
  }

  void close() throws IOException {
    present.numbers.close();
    if (next != null) {
      next.numbers.close();
    }
  }

  private void begin(long keyId) {
    int owner = devices.find(keyId);
    if (owner != KeyIdMap.ABSENT && owner != device) {
      return; // the key id of another device of this fleet cannot be ours
    }
    byte[] secret = FrameKeys.nextSecret(present.identity.secret(), keyId);
    try {
      Optional<KeyChange.Next> begun = change.begin(new DeviceIdentity(keyId, secret));
      if (begun.isPresent()) {
        DeviceKey other = add(begun.get());
        next = other;
        activate(other);
      }
    } catch (IOException e) {
      tally.spoolErrors++; // the server announces the key again with each ack
    }
  }

  private void finish(DeviceKey key) {
    try {
      spool.rewrap(key.identity.secret());
      change.finish(key.identity);
    } catch (IOException e) {
      tally.spoolErrors++; // both keys stay; the next ack tries again
      return;
    }
    if (active != key) {
      activate(key);
    }
    present = key;
    next = null;
    tally.keyChanges++;
  }

  private void activate(DeviceKey key) {
    key.numbers.goOnFrom(active.numbers.peekBatchSeq());
    active = key;
    unheard = 0;
  }

  private DeviceKey add(KeyChange.Next begun) {
    if (devices.find(begun.identity().keyId()) == KeyIdMap.ABSENT) {
      devices.put(begun.identity().keyId(), device);
    }
    return new DeviceKey(begun.identity(), begun.counters(), kit, tally);
  }
}
