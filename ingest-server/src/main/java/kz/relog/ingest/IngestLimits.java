package kz.relog.ingest;

import java.util.ArrayList;
import java.util.List;

/**
 * Every limit of the road in, each with its reason. Relations between limits are checked by {@link
 * #problems()} at the start.
 *
 * @param fix what a fix may say
 * @param tcp connections
 * @param udp datagrams
 * @param queue what may wait between threads
 * @param journal how the sequencer uses the journal
 * @param device what one device may cost
 * @param gate how much of the past the gate remembers
 */
public record IngestLimits(
    Fix fix, Tcp tcp, Udp udp, Queue queue, Journalling journal, PerDevice device, Gate gate) {

  /** A frame on UDP stays below the path MTU of mobile networks; the wire fixes it. */
  public static final int UDP_FRAME_BYTES_MAX = 1_200;

  /** A frame on TCP holds 512 fixes with speed and course; the wire fixes it. */
  public static final int TCP_FRAME_BYTES_MAX = 4_096;

  /** An ack between the sequencer and a loop: its record and the ring's own header, aligned. */
  private static final int ACK_IN_LANE_BYTES = 80;

  /** What the product ships with. */
  public static final IngestLimits DEFAULTS =
      new IngestLimits(
          Fix.DEFAULTS,
          Tcp.DEFAULTS,
          Udp.DEFAULTS,
          Queue.DEFAULTS,
          Journalling.DEFAULTS,
          PerDevice.DEFAULTS,
          Gate.DEFAULTS);

  /**
   * What a fix may say.
   *
   * @param ageMaxMs older fixes are refused: a month is the longest that a spool can matter to a
   *     dispatcher
   * @param aheadMaxMs later fixes are refused: clocks of trackers drift by seconds, not minutes
   */
  public record Fix(long ageMaxMs, long aheadMaxMs) {
    /** 30 days, 5 minutes. */
    public static final Fix DEFAULTS = new Fix(30L * 86_400_000, 5L * 60_000);
  }

  /**
   * Connections.
   *
   * @param connectionsMax open at once; below the 20,000 open files of a usual process
   * @param perAddressMax open at once from one address; high, since carriers put thousands of
   *     trackers behind one address
   * @param perAddressPerSecond accepted each second from one address, after a burst of twice as
   *     many
   * @param firstFrameMs until the first authentic frame: a stranger holds a connection no longer
   * @param frameMs from the first byte of a frame to its last: ends slow drips
   * @param idleMs without an authentic frame: longer than the longest quiet of a tracker that is
   *     alive
   * @param sweepMs between looks at these deadlines, which they may overrun by as much; that of the
   *     first frame is looked at 25 times as often
   * @param ackBacklogBytesMax unsent acks of one connection: a reader that never reads is closed
   */
  public record Tcp(
      int connectionsMax,
      int perAddressMax,
      int perAddressPerSecond,
      long firstFrameMs,
      long frameMs,
      long idleMs,
      long sweepMs,
      int ackBacklogBytesMax) {
    /** As the wire document says. */
    public static final Tcp DEFAULTS =
        new Tcp(18_000, 18_000, 4_000, 5_000, 10_000, 30 * 60_000, 250, 64 * 1024);
  }

  /**
   * Datagrams.
   *
   * @param receiveBufferBytes asked of the kernel per socket, for the stall of one forced group;
   *     the kernel may grant less
   * @param sendBufferBytes asked of the kernel per socket
   * @param batchDatagrams received by one system call
   * @param ackBacklogBytesMax unsent acks of one socket; more are dropped, the devices ask again
   */
  public record Udp(
      int receiveBufferBytes, int sendBufferBytes, int batchDatagrams, int ackBacklogBytesMax) {
    /** Sized by a full burst of 10,000 devices. */
    public static final Udp DEFAULTS = new Udp(8 << 20, 4 << 20, 64, 4 << 20);
  }

  /**
   * What may wait between threads.
   *
   * @param ringBytes frames between the loops and the sequencer, a power of two
   * @param ackRingBytes acks between the sequencer and one loop, a power of two
   * @param commands admin commands
   * @param peerCacheEntries addresses that a loop remembers between a datagram and its ack, a power
   *     of two
   */
  public record Queue(int ringBytes, int ackRingBytes, int commands, int peerCacheEntries) {
    /** The ring holds about 70 ms of the fastest single-fix load. */
    public static final Queue DEFAULTS = new Queue(8 << 20, 4 << 20, 1_024, 1 << 14);
  }

  /**
   * How the sequencer uses the journal.
   *
   * @param groupFramesMax frames in one forced group: bounds the latency of the first
   * @param groupBytesMax bytes of frames in one forced group
   * @param tickSilenceMs without an entry until a TICK is journalled
   * @param revokedAnswerMs how long a revoked key is answered before its secret is destroyed
   * @param slowDownRetrySeconds what SLOW_DOWN asks a device to wait
   * @param checkpointBytes appended since the last checkpoint until the next begins; at least eight
   *     times the last one
   * @param checkpointGroupBytes state appended with one group
   * @param planKeepMs a plan is carried through checkpoints for this long after its end: the engine
   *     closes it by then
   * @param conflictEntries batches whose content hash is remembered, over all devices; a power of
   *     two
   */
  public record Journalling(
      int groupFramesMax,
      int groupBytesMax,
      long tickSilenceMs,
      long revokedAnswerMs,
      int slowDownRetrySeconds,
      long checkpointBytes,
      int checkpointGroupBytes,
      long planKeepMs,
      int conflictEntries) {
    /** As the design says. */
    public static final Journalling DEFAULTS =
        new Journalling(
            4_096,
            1 << 20,
            10_000,
            30L * 86_400_000,
            10,
            64L << 20,
            64 << 10,
            72L * 3_600_000,
            1 << 18);

    /** The same with groups of this size. */
    public Journalling withGroups(int framesMax, int bytesMax) {
      return new Journalling(
          framesMax,
          bytesMax,
          tickSilenceMs,
          revokedAnswerMs,
          slowDownRetrySeconds,
          checkpointBytes,
          checkpointGroupBytes,
          planKeepMs,
          conflictEntries);
    }

    /** The same with checkpoints this far apart, written in shares of this size. */
    public Journalling withCheckpoints(long bytes, int groupBytes) {
      return new Journalling(
          groupFramesMax,
          groupBytesMax,
          tickSilenceMs,
          revokedAnswerMs,
          slowDownRetrySeconds,
          bytes,
          groupBytes,
          planKeepMs,
          conflictEntries);
    }
  }

  /**
   * What one device may cost.
   *
   * @param bytesPerSecond what a device may put into the journal in the long run: four hundred
   *     single fixes or two hundred batches of 60 a second, or 5.6 GB a day
   * @param burstBytes as much at once, for a spool of days that is sent when the network is back;
   *     twice that before a change of consent is told to wait
   * @param keyLeadMs before a month begins, how long ahead its keys are made, little by little
   * @param keysPerSecond keys made or fetched ahead each second
   * @param keysAtStart keys of the present month fetched before the first frame after a start
   * @param tagEntries frames of which the tag is remembered, over all devices, to notice a cloned
   *     key; a power of two
   */
  public record PerDevice(
      long bytesPerSecond,
      long burstBytes,
      long keyLeadMs,
      int keysPerSecond,
      int keysAtStart,
      int tagEntries) {
    /** A fleet of 10,000 has next month's keys after three minutes. */
    public static final PerDevice DEFAULTS =
        new PerDevice(64 << 10, 16 << 20, 2L * 86_400_000, 64, 1 << 14, 1 << 18);

    /** The same with this share of the journal. */
    public PerDevice withShare(long perSecond, long burst) {
      return new PerDevice(perSecond, burst, keyLeadMs, keysPerSecond, keysAtStart, tagEntries);
    }
  }

  /**
   * How much of the past the gate remembers. What is forgotten refuses, it never admits.
   *
   * @param marginMs longer than the age of the oldest fix: clocks may be set back
   * @param changePointsMax changes of permission of one subject: a pause and its end, eight times a
   *     day
   * @param hoursVersionsMax versions of the hours of one subject
   * @param hoursBytesMax of one version: a year of days that differ
   * @param bindingsMax of one device: sixteen shifts a day
   * @param bindingBackMs how long ago a new binding may begin: as long as a device keeps what
   *     belongs to nobody
   */
  public record Gate(
      long marginMs,
      int changePointsMax,
      int hoursVersionsMax,
      int hoursBytesMax,
      int bindingsMax,
      long bindingBackMs) {
    /** As the design says. */
    public static final Gate DEFAULTS =
        new Gate(86_400_000, 512, 32, 16 << 10, 512, 12L * 3_600_000);
  }

  /** The same with this memory of the gate. */
  public IngestLimits withGate(Gate value) {
    return new IngestLimits(fix, tcp, udp, queue, journal, device, value);
  }

  /** The same with these limits of a fix. */
  public IngestLimits withFix(Fix value) {
    return new IngestLimits(value, tcp, udp, queue, journal, device, gate);
  }

  /** The same with these limits of connections. */
  public IngestLimits withTcp(Tcp value) {
    return new IngestLimits(fix, value, udp, queue, journal, device, gate);
  }

  /** The same with these limits of datagrams. */
  public IngestLimits withUdp(Udp value) {
    return new IngestLimits(fix, tcp, value, queue, journal, device, gate);
  }

  /** The same with these queues. */
  public IngestLimits withQueue(Queue value) {
    return new IngestLimits(fix, tcp, udp, value, journal, device, gate);
  }

  /** The same with this use of the journal. */
  public IngestLimits withJournal(Journalling value) {
    return new IngestLimits(fix, tcp, udp, queue, value, device, gate);
  }

  /** The same with this cost of a device. */
  public IngestLimits withDevice(PerDevice value) {
    return new IngestLimits(fix, tcp, udp, queue, journal, value, gate);
  }

  /**
   * Everything that is wrong, one sentence each with the value and what is allowed; empty if
   * nothing is.
   */
  public List<String> problems() {
    Problems p = new Problems();
    p.range("fix.ageMaxMs", fix.ageMaxMs, 60_000, 366L * 86_400_000);
    p.range("fix.aheadMaxMs", fix.aheadMaxMs, 0, 86_400_000);
    p.range("tcp.connectionsMax", tcp.connectionsMax, 1, 1 << 20);
    p.range("tcp.perAddressMax", tcp.perAddressMax, 1, tcp.connectionsMax);
    p.range("tcp.perAddressPerSecond", tcp.perAddressPerSecond, 1, 1 << 20);
    p.range("tcp.firstFrameMs", tcp.firstFrameMs, 1, tcp.idleMs);
    p.range("tcp.frameMs", tcp.frameMs, 1, tcp.idleMs);
    p.range("tcp.idleMs", tcp.idleMs, 1, 86_400_000);
    p.range("tcp.sweepMs", tcp.sweepMs, 1, Math.max(1, Math.min(tcp.firstFrameMs, tcp.frameMs)));
    p.range("tcp.ackBacklogBytesMax", tcp.ackBacklogBytesMax, 1_024, 1 << 24);
    p.range("udp.receiveBufferBytes", udp.receiveBufferBytes, 4_096, 1 << 30);
    p.range("udp.sendBufferBytes", udp.sendBufferBytes, 4_096, 1 << 30);
    p.range("udp.batchDatagrams", udp.batchDatagrams, 1, 512);
    p.range("udp.ackBacklogBytesMax", udp.ackBacklogBytesMax, 1_024, 1 << 28);
    p.powerOfTwo("queue.ringBytes", queue.ringBytes, 1 << 18, 1 << 30);
    p.powerOfTwo("queue.ackRingBytes", queue.ackRingBytes, 1 << 12, 1 << 28);
    p.range("queue.commands", queue.commands, 2, 1 << 20);
    p.powerOfTwo("queue.peerCacheEntries", queue.peerCacheEntries, 1, 1 << 20);
    p.range("journal.groupFramesMax", journal.groupFramesMax, 1, 1 << 20);
    p.range("journal.groupBytesMax", journal.groupBytesMax, TCP_FRAME_BYTES_MAX, queue.ringBytes);
    p.range("journal.tickSilenceMs", journal.tickSilenceMs, 1, 3_600_000);
    p.range("journal.revokedAnswerMs", journal.revokedAnswerMs, 1, 366L * 86_400_000);
    p.range("journal.slowDownRetrySeconds", journal.slowDownRetrySeconds, 1, 86_400);
    p.range("journal.checkpointBytes", journal.checkpointBytes, 1, Long.MAX_VALUE);
    p.range("journal.checkpointGroupBytes", journal.checkpointGroupBytes, 1, 64 << 10);
    p.range("journal.planKeepMs", journal.planKeepMs, 0, 366L * 86_400_000);
    p.powerOfTwo("journal.conflictEntries", journal.conflictEntries, 1_024, 1 << 26);
    p.range("device.bytesPerSecond", device.bytesPerSecond, 1_024, 1L << 30);
    // One frame must fit, else a device that sends it waits forever.
    long frameCost = TCP_FRAME_BYTES_MAX + 1_024;
    p.range("device.burstBytes", device.burstBytes, frameCost, 1L << 35);
    p.range("device.keyLeadMs", device.keyLeadMs, 0, 27L * 86_400_000);
    p.range("device.keysPerSecond", device.keysPerSecond, 1, 1_024);
    p.range("device.keysAtStart", device.keysAtStart, 0, 1 << 20);
    p.powerOfTwo("device.tagEntries", device.tagEntries, 1_024, 1 << 26);
    p.range("gate.marginMs", gate.marginMs, 0, 366L * 86_400_000);
    p.range("gate.changePointsMax", gate.changePointsMax, 2, 4_096);
    p.range("gate.hoursVersionsMax", gate.hoursVersionsMax, 2, 32);
    p.range("gate.hoursBytesMax", gate.hoursBytesMax, 64, 16 << 10);
    p.range("gate.bindingsMax", gate.bindingsMax, 1, 4_096);
    p.range("gate.bindingBackMs", gate.bindingBackMs, 0, 366L * 86_400_000);
    relations(p);
    return List.copyOf(p.found);
  }

  private void relations(Problems p) {
    // The acks of a group are decided before the first is sent.
    long groupAckBytes = (long) journal.groupFramesMax * ACK_IN_LANE_BYTES;
    p.atLeast(
        "queue.ackRingBytes", queue.ackRingBytes, groupAckBytes, "the acks of one forced group");
    long batchBytes = (long) udp.batchDatagrams * UDP_FRAME_BYTES_MAX;
    p.atLeast(
        "udp.receiveBufferBytes",
        udp.receiveBufferBytes,
        batchBytes,
        "the datagrams of one system call");
    p.atLeast(
        "journal.checkpointBytes",
        journal.checkpointBytes,
        journal.checkpointGroupBytes,
        "one share of a checkpoint");
  }

  private static final class Problems {
    final List<String> found = new ArrayList<>();

    void range(String name, long value, long min, long max) {
      if (value < min || value > max) {
        found.add(name + " is " + value + "; allowed: " + min + " to " + max);
      }
    }

    void atLeast(String name, long value, long least, String what) {
      if (value < least) {
        found.add(name + " is " + value + "; must hold " + what + ": " + least);
      }
    }

    void powerOfTwo(String name, int value, int min, int max) {
      range(name, value, min, max);
      if (Integer.bitCount(value) != 1) {
        found.add(name + " is " + value + "; allowed: a power of two");
      }
    }
  }
}
