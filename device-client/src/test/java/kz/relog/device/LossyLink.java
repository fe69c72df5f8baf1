package kz.relog.device;

import java.util.PriorityQueue;
import java.util.Random;

/**
 * A road that loses, repeats, delays and reorders packets by seeded decisions, in the time of the
 * test.
 */
final class LossyLink {
  private final Random random;
  private final PriorityQueue<Packet> underWay = new PriorityQueue<>();
  private long number;

  LossyLink(Random random) {
    this.random = random;
  }

  private static final class Packet implements Comparable<Packet> {
    final long arrivesNs;
    final long number;
    final boolean up;
    final byte[] bytes;

    Packet(long arrivesNs, long number, boolean up, byte[] bytes) {
      this.arrivesNs = arrivesNs;
      this.number = number;
      this.up = up;
      this.bytes = bytes;
    }

    @Override
    public int compareTo(Packet other) {
      int byTime = Long.compare(arrivesNs, other.arrivesNs);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  void carry(boolean up, byte[] bytes, long nowNs) {
    int copies = random.nextInt(100) < 30 ? 0 : random.nextInt(100) < 20 ? 2 : 1;
    for (int i = 0; i < copies; i++) {
      long delayNs = (long) (random.nextDouble() * random.nextDouble() * 8e9);
      byte[] arrived = bytes.clone();
      if (random.nextInt(100) < 5) {
        arrived[random.nextInt(arrived.length)] ^= (byte) (1 << random.nextInt(8));
      }
      underWay.add(new Packet(nowNs + delayNs, number++, up, arrived));
    }
  }

  /** When the next packet arrives, {@link Sender#NEVER} when none is under way. */
  long nextNs() {
    Packet first = underWay.peek();
    return first == null ? Sender.NEVER : first.arrivesNs;
  }

  /** Hands over the packet that arrives now. */
  void arrive(Bench bench) {
    Packet packet = underWay.remove();
    if (packet.up) {
      byte[] ack = bench.server.answer(packet.bytes, packet.bytes.length);
      if (ack != null) {
        carry(false, ack, bench.nowNs);
      }
    } else {
      bench.deliver(packet.bytes);
    }
  }
}
