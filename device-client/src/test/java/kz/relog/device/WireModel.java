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
import kz.relog.proto.fix.AckEncoder;
import kz.relog.proto.fix.BatchFault;
import kz.relog.proto.fix.FixBatchDecoder;
import kz.relog.proto.frame.FrameCipher;
import kz.relog.proto.frame.FrameDescriptor;
import kz.relog.proto.frame.FrameKeys;
import kz.relog.proto.frame.FrameKind;
import kz.relog.proto.frame.PacketCounter;
import kz.relog.proto.frame.ReplayWindow;
import kz.relog.proto.v1.Ack;
import org.jspecify.annotations.Nullable;

/**
 * The plainest server that keeps the promises of the wire: opens, dedupes, remembers and acks. It
 * notes whatever a device does that it must not. Any thread, one at a time.
 */
final class WireModel {
  static final int BOOT = 4711;

  private final Map<Long, Device> devices = new HashMap<>();
  private final FrameCipher cipher = new FrameCipher();
  private final FixBatchDecoder decoder = new FixBatchDecoder();
  private final AckEncoder ack = new AckEncoder();
  private final byte[] plain = new byte[4096];
  private final List<String> violations = new ArrayList<>();
  private int frames;

  /** What the server knows of a device and how it shall answer. */
  static final class Device {
    final FrameKeys keys;
    final ReplayWindow replay = new ReplayWindow();
    final Set<Long> counters = new HashSet<>();
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

    Device(byte[] secret) {
      keys = FrameKeys.derive(secret);
    }

    long highestSeq() {
      return above.isEmpty() ? durableSeq : above.last();
    }
  }

  synchronized Device enrol(DeviceIdentity identity) {
    Device device = new Device(identity.secret());
    devices.put(identity.keyId(), device);
    return device;
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
    Device device = devices.get(keyId);
    if (device == null) {
      return null;
    }
    long counter =
        PacketCounter.nearest(FrameDescriptor.counterLow(frame, 0), device.replay.highest());
    int opened = cipher.openUp(device.keys, counter, frame, 0, length, plain, 0);
    if (opened < 0) {
      return null;
    }
    if (!device.replay.accept(counter)) {
      return null;
    }
    device.counters.add(counter);
    if (FrameDescriptor.kind(frame, 0) == FrameKind.HELLO) {
      device.hellos++;
      if (length < FrameDescriptor.HELLO_FRAME_BYTES_MIN) {
        violations.add("short hello");
      }
    } else {
      store(device, opened);
    }
    return seal(device, keyId, counter, length);
  }

  /** An ack that a device shall get for a counter, whatever the model thinks. */
  synchronized byte[] ack(DeviceIdentity identity, long counter) {
    Device device = Objects.requireNonNull(devices.get(identity.keyId()));
    byte[] sealed = seal(device, identity.keyId(), counter, 4096);
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
    byte[] before = device.contents.get(seq);
    byte[] content = Arrays.copyOf(plain, length);
    if (before != null) {
      device.retries++;
      if (!Arrays.equals(before, content)) {
        violations.add("batch " + seq + " changed between sends");
      }
      return;
    }
    if (device.status != Ack.Status.OK && device.status != Ack.Status.NO_PERMISSION) {
      return;
    }
    device.contents.put(seq, content);
    device.fixesPerBatch.add(decoder.count());
    for (int i = 0; i < decoder.count(); i++) {
      device.times.add(decoder.timeMs(i));
      device.lats.add(decoder.latE7(i));
    }
    if (seq > device.durableSeq) {
      device.above.add(seq);
    }
    device.durableSeq = Math.max(device.durableSeq, seq - decoder.held() - 1);
    device.above.headSet(device.durableSeq, true).clear();
    while (device.above.remove(device.durableSeq + 1)) {
      device.durableSeq++;
    }
    if (device.highestSeq() - device.durableSeq > 65) {
      violations.add("more than 64 batches above " + device.durableSeq);
    }
  }

  private byte @Nullable [] seal(Device device, long keyId, long counter, int answeredLength) {
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
            .encode(message, 0, answeredLength);
    if (length == AckEncoder.SEND_NONE) {
      return null;
    }
    byte[] frame = new byte[length + FrameDescriptor.OVERHEAD_BYTES];
    cipher.sealDown(device.keys, FrameKind.ACK, keyId, BOOT, counter, message, 0, length, frame, 0);
    return frame;
  }
}
