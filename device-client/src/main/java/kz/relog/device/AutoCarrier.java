package kz.relog.device;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * UDP while it works. A device that hears nothing over UDP for some time goes over to TCP; from
 * there it asks over UDP now and then, after pauses that grow, and goes back when an answer comes.
 */
final class AutoCarrier implements Carrier {
  /** Silence over UDP until TCP is tried, in first waits of the retry policy. */
  private static final int FALL_BACK_WAITS = 4;

  /** First and longest pause between questions over UDP, in first waits. */
  private static final int ASK_WAITS_FIRST = 20;

  private static final int ASK_WAITS_MAX = 20 * 64;

  private final UdpCarrier udp;
  private final TcpCarrier tcp;
  private final RetryPolicy retry;
  private final Tally tally;
  private final Random random;
  private final List<Way> ways = new ArrayList<>();

  AutoCarrier(UdpCarrier udp, TcpCarrier tcp, RetryPolicy retry, Tally tally, Random random) {
    this.udp = udp;
    this.tcp = tcp;
    this.retry = retry;
    this.tally = tally;
    this.random = random;
  }

  /** How one device travels now. */
  private static final class Way {
    boolean onTcp;
    long askDueNs = Sender.NEVER;
    int asked;
  }

  @Override
  public void add() {
    udp.add();
    tcp.add();
    ways.add(new Way());
  }

  @Override
  public int send(int device, Sender sender, long nowNs) throws IOException {
    Way way = ways.get(device);
    if (!way.onTcp) {
      if (nowNs < fallBackNs(sender)) {
        return udp.send(device, sender, nowNs);
      }
      way.onTcp = true;
      way.asked = 0;
      way.askDueNs = nowNs + askWaitNs(way);
      tally.carriageChanges++;
      sender.onDisconnected(nowNs);
    } else if (nowNs >= way.askDueNs) {
      udp.probe(device, sender, nowNs);
      way.askDueNs = nowNs + askWaitNs(way);
    }
    return tcp.send(device, sender, nowNs);
  }

  @Override
  public long dueNs(int device, Sender sender, long nowNs) {
    Way way = ways.get(device);
    if (!way.onTcp) {
      long due = udp.dueNs(device, sender, nowNs);
      return due == Sender.NEVER ? due : Math.min(due, fallBackNs(sender));
    }
    long due = tcp.dueNs(device, sender, nowNs);
    return sender.state().isFinal() ? due : Math.min(due, way.askDueNs);
  }

  @Override
  public int receive(long nowNs, Sink sink) throws IOException {
    return udp.receive(nowNs, new UdpSink(sink)) + tcp.receive(nowNs, sink);
  }

  @Override
  public void close() throws IOException {
    udp.close();
    tcp.close();
  }

  private long fallBackNs(Sender sender) {
    long since = sender.silence().sinceNs();
    return since == Sender.NEVER
        ? since
        : since + FALL_BACK_WAITS * retry.firstMs() * Sender.NS_PER_MS;
  }

  private long askWaitNs(Way way) {
    return Backoff.waitNs(
        ASK_WAITS_FIRST * retry.firstMs(), ASK_WAITS_MAX * retry.firstMs(), way.asked++, random);
  }

  /** Notices that a device is heard over UDP. */
  private final class UdpSink implements Sink {
    private final Sink sink;

    UdpSink(Sink sink) {
      this.sink = sink;
    }

    @Override
    public boolean onFrame(int device, byte[] bytes, int offset, int length, long nowNs) {
      boolean obeyed = sink.onFrame(device, bytes, offset, length, nowNs);
      Way way = ways.get(device);
      if (obeyed && way.onTcp) {
        way.onTcp = false;
        way.askDueNs = Sender.NEVER;
        tally.carriageChanges++;
        tcp.leave(device);
        sink.sender(device).onDisconnected(nowNs);
        sink.onChanged(device, nowNs);
      }
      return obeyed;
    }

    @Override
    public int deviceOf(long keyId) {
      return sink.deviceOf(keyId);
    }

    @Override
    public Sender sender(int device) {
      return sink.sender(device);
    }

    @Override
    public void onStray() {
      sink.onStray();
    }

    @Override
    public void onChanged(int device, long nowNs) {
      sink.onChanged(device, nowNs);
    }
  }
}
