package kz.relog.device;

import java.io.IOException;
import kz.relog.proto.frame.FrameKeys;

/**
 * One key of a device at work: its packet counters, the frames sent under it that an ack may
 * answer, and the opening of such acks. One thread.
 */
final class DeviceKey {
  final DeviceIdentity identity;
  final Numbers numbers;
  final RecentCounters recent = new RecentCounters();

  private final FrameKeys keys;
  private final SealKit kit;
  private final AckReader acks;

  DeviceKey(DeviceIdentity identity, CounterStore store, SealKit kit, Tally tally) {
    this.identity = identity;
    this.numbers = new Numbers(store);
    this.keys = identity.keys();
    this.kit = kit;
    this.acks = new AckReader(identity.keyId(), keys, kit, tally, recent);
  }

  /** Seals a batch under a new counter; the frame's length. */
  int sealBatch(FrozenBatch batch, byte[] frame, int offset) throws IOException {
    long counter = numbers.takeCounter();
    recent.sent(counter, batch.batchSeq);
    return seal(batch.kind, counter, batch.content, batch.contentBytes, frame, offset);
  }

  /** Seals a message that is no batch. */
  int sealMessage(int kind, byte[] message, int length, byte[] frame, int offset)
      throws IOException {
    long counter = numbers.takeCounter();
    recent.sentWithoutBatch(counter);
    return seal(kind, counter, message, length, frame, offset);
  }

  /** The counter that an ack answers, or {@link AckReader#NOTHING}; the kit then shows the ack. */
  long open(byte[] bytes, int offset, int length) {
    return acks.open(bytes, offset, length);
  }

  private int seal(int kind, long counter, byte[] plain, int length, byte[] frame, int offset) {
    return kit.cipher.sealUp(
        keys, kind, identity.keyId(), counter, plain, 0, length, frame, offset);
  }
}
