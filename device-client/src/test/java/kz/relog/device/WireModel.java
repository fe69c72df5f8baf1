package kz.relog.device;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import kz.relog.proto.fix.AckDecoder;
import kz.relog.proto.fix.AckEncoder;
import kz.relog.proto.fix.BatchFault;
import kz.relog.proto.fix.ConsentDecoder;
import kz.relog.proto.fix.FixBatchDecoder;
import kz.relog.proto.frame.FrameCipher;
import kz.relog.proto.frame.FrameDescriptor;
import kz.relog.proto.frame.FrameKeys;
import kz.relog.proto.frame.FrameKind;
import kz.relog.proto.frame.PacketCounter;
import kz.relog.proto.frame.ReplayWindow;
import kz.relog.proto.v1.Ack;
import kz.relog.proto.v1.ConsentChange;
import org.jspecify.annotations.Nullable;

/**
 * The plainest server that keeps the promises of the wire: opens, dedupes, remembers and acks. It
 * notes whatever a device does that it must not. Any thread, one at a time.
 */
final class WireModel {
  static final int BOOT = 4711;

  private final Map<Long, Key> keys = new HashMap<>();
  private final FrameCipher cipher = new FrameCipher();
  private final FixBatchDecoder decoder = new FixBatchDecoder();
  private final ConsentDecoder consents = new ConsentDecoder();
  private final AckEncoder ack = new AckEncoder();
  private final byte[] plain = new byte[4096];
  private final List<String> violations = new ArrayList<>();
  private int frames;

  /** One key of a device. */
  private static final class Key {
    final Device device;
    final FrameKeys keys;
    final ReplayWindow replay = new ReplayWindow();

    Key(Device device, byte[] secret) {
      this.device = device;
      this.keys = FrameKeys.derive(secret);
    }
  }

  /** What the server knows of a device and how it shall answer. */
  static final class Device {
    final Set<Long> counters = new HashSet<>();
    final List<Long> keyIds = new ArrayList<>();
    final List<ConsentChange.Action> consents = new ArrayList<>();
    final Map<Long, byte[]> contents = new HashMap<>();
    final TreeSet<Long> above = new TreeSet<>();
    final List<Long> times = new ArrayList<>();
    final List<Integer> lats = new ArrayList<>();
    final List<Integer> fixesPerBatch = new ArrayList<>();
    long durableSeq;
    int hellos;
    int retries;
    Ack.Status status = Ack.Status.OK;
    boolean trackingOn = true;
    int retryAfterSeconds;
    int refused;

    /** The key that acks announce. */
    long nextKeyId = AckDecoder.NO_KEY;

    long highestSeq() {
      return above.isEmpty() ? durableSeq : above.last();
    }
  }

  /** A device by its key; the same again for the same key. */
  synchronized Device enrol(DeviceIdentity identity) {
    return keys.computeIfAbsent(identity.keyId(), id -> new Key(new Device(), identity.secret()))
        .device;
  }

  /** From now on acks announce another key. */
  synchronized DeviceIdentity announce(DeviceIdentity identity, long keyId) {
    Device device = enrol(identity);
    byte[] secret = FrameKeys.nextSecret(identity.secret(), keyId);
    keys.put(keyId, new Key(device, secret));
    device.nextKeyId = keyId;
    return new DeviceIdentity(keyId, secret);
  }

  /** Forgets a key, as a server that was set back. */
  synchronized void forget(long keyId) {
    keys.remove(keyId);
  }

  synchronized List<String> violations() {
    return new ArrayList<>(violations);
  }

  synchronized int frames() {
    return frames;
  }

  /** The sealed ack of a frame, or null for silence. */
  synchronized byte @Nullable [] answer(byte[] frame, int length) {
    frames++;
    if (length < FrameDescriptor.FRAME_BYTES_MIN || FrameDescriptor.version(frame, 0) != 1) {
      return null;
    }
    long keyId = FrameDescriptor.keyId(frame, 0);
    Key key = keys.get(keyId);
    if (key == null) {
      return null;
    }
    Device device = key.device;
    long counter =
        PacketCounter.nearest(FrameDescriptor.counterLow(frame, 0), key.replay.highest());
    int opened = cipher.openUp(key.keys, counter, frame, 0, length, plain, 0);
    if (opened < 0) {
      return null;
    }
    if (!key.replay.accept(counter)) {
      return null;
    }
    device.counters.add(counter);
    device.keyIds.add(keyId);
    if (device.nextKeyId == keyId) {
      device.nextKeyId = AckDecoder.NO_KEY;
    }
    if (FrameDescriptor.kind(frame, 0) == FrameKind.HELLO) {
      device.hellos++;
      if (length < FrameDescriptor.HELLO_FRAME_BYTES_MIN) {
        violations.add("short hello");
      }
    } else if (FrameDescriptor.kind(frame, 0) == FrameKind.CONSENT) {
      storeConsent(device, opened);
    } else {
      store(device, opened);
    }
    return seal(key, keyId, counter, length);
  }

  /** An ack that a device shall get for a counter, whatever the model thinks. */
  synchronized byte[] ack(DeviceIdentity identity, long counter) {
    Key key = Objects.requireNonNull(keys.get(identity.keyId()));
    byte[] sealed = seal(key, identity.keyId(), counter, 4096);
    if (sealed == null) {
      throw new IllegalStateException("an ack always fits a long frame");
    }
    return sealed;
  }

  private void store(Device device, int length) {
    if (decoder.decode(plain, 0, length) != BatchFault.NONE) {
      violations.add("batch refused by the decoder");
      return;
    }
    long seq = decoder.batchSeq();
    if (isRepeat(device, seq, length)) {
      return;
    }
    if (device.status != Ack.Status.OK && device.status != Ack.Status.NO_PERMISSION) {
      return;
    }
    device.contents.put(seq, Arrays.copyOf(plain, length));
    device.fixesPerBatch.add(decoder.count());
    for (int i = 0; i < decoder.count(); i++) {
      device.times.add(decoder.timeMs(i));
      device.lats.add(decoder.latE7(i));
    }
    settle(device, seq, decoder.held());
  }

  private void storeConsent(Device device, int length) {
    if (consents.decode(plain, 0, length) != BatchFault.NONE) {
      violations.add("consent refused by the decoder");
      return;
    }
    long seq = consents.batchSeq();
    if (!isRepeat(device, seq, length)) {
      device.contents.put(seq, Arrays.copyOf(plain, length));
      device.consents.add(consents.action());
      settle(device, seq, consents.held());
    }
  }

  private boolean isRepeat(Device device, long seq, int length) {
    byte[] before = device.contents.get(seq);
    if (before == null) {
      return false;
    }
    device.retries++;
    if (!Arrays.equals(before, Arrays.copyOf(plain, length))) {
      violations.add("batch " + seq + " changed between sends");
    }
    return true;
  }

  private void settle(Device device, long seq, int held) {
    if (seq > device.durableSeq) {
      device.above.add(seq);
    }
    device.durableSeq = Math.max(device.durableSeq, seq - held - 1);
    device.above.headSet(device.durableSeq, true).clear();
    while (device.above.remove(device.durableSeq + 1)) {
      device.durableSeq++;
    }
    if (device.highestSeq() - device.durableSeq > 65) {
      violations.add("more than 64 batches above " + device.durableSeq);
    }
  }

  private byte @Nullable [] seal(Key key, long keyId, long counter, int answeredLength) {
    Device device = key.device;
    long bits = 0;
    for (long seq : device.above) {
      bits |= 1L << (seq - device.durableSeq - 2);
    }
    byte[] message = new byte[AckEncoder.ENCODED_BYTES_MAX];
    int length =
        ack.reset()
            .durableSeq(device.durableSeq)
            .durableAbove(bits)
            .status(device.status)
            .trackingOn(device.trackingOn)
            .retryAfterSeconds(device.retryAfterSeconds)
            .refused(device.refused)
            .nextKeyId(device.nextKeyId)
            .encode(message, 0, answeredLength);
    if (length == AckEncoder.SEND_NONE) {
      return null;
    }
    byte[] frame = new byte[length + FrameDescriptor.OVERHEAD_BYTES];
    cipher.sealDown(key.keys, FrameKind.ACK, keyId, BOOT, counter, message, 0, length, frame, 0);
    return frame;
  }
}
