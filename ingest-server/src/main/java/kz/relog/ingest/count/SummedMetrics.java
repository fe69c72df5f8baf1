package kz.relog.ingest.count;

import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import kz.relog.ingest.AckOutcome;
import kz.relog.ingest.ConnectionOutcome;
import kz.relog.ingest.FixOutcome;
import kz.relog.ingest.FrameOutcome;
import kz.relog.ingest.IngestMetrics;
import kz.relog.ingest.Transport;
import org.HdrHistogram.Histogram;

/** The sum of what each thread counts. Thread-safe. */
public final class SummedMetrics implements IngestMetrics {

  private static final List<ConnectionOutcome> ENDS =
      List.of(
          ConnectionOutcome.CLOSED_BY_PEER,
          ConnectionOutcome.CLOSED_LENGTH,
          ConnectionOutcome.CLOSED_NO_FRAME,
          ConnectionOutcome.CLOSED_SLOW_FRAME,
          ConnectionOutcome.CLOSED_IDLE,
          ConnectionOutcome.CLOSED_ACK_BACKLOG,
          ConnectionOutcome.CLOSED_STOPPING);

  private final List<Counters> parts;
  private final List<AckLatency> latencies;
  private final LongSupplier devices;
  private final LongSupplier ringBytes;
  private final LongSupplier kernelDrops;

  /**
   * Over these parts.
   *
   * @param parts one per counting thread
   * @param latencies one per event loop
   * @param devices tells how many devices are known
   * @param ringBytes tells how much waits in the ring
   * @param kernelDrops tells how many datagrams the kernel dropped
   */
  public SummedMetrics(
      List<Counters> parts,
      List<AckLatency> latencies,
      LongSupplier devices,
      LongSupplier ringBytes,
      LongSupplier kernelDrops) {
    this.parts = List.copyOf(parts);
    this.latencies = List.copyOf(latencies);
    this.devices = devices;
    this.ringBytes = ringBytes;
    this.kernelDrops = kernelDrops;
  }

  @Override
  public long received(Transport transport) {
    return sum(part -> part.received(transport));
  }

  @Override
  public long value(FrameOutcome outcome) {
    return sum(part -> part.value(outcome));
  }

  @Override
  public long value(FixOutcome outcome) {
    return sum(part -> part.value(outcome));
  }

  @Override
  public long value(AckOutcome outcome) {
    return sum(part -> part.value(outcome));
  }

  @Override
  public long value(ConnectionOutcome outcome) {
    return sum(part -> part.value(outcome));
  }

  @Override
  public long receivedFixes() {
    return sum(Counters::receivedFixes);
  }

  @Override
  public long opened() {
    return sum(Counters::openedFrames);
  }

  @Override
  public long kernelDrops() {
    return kernelDrops.getAsLong();
  }

  @Override
  public long receivedBytes() {
    return sum(Counters::bytes);
  }

  @Override
  public long groups() {
    return sum(Counters::groups);
  }

  @Override
  public long entries() {
    return sum(Counters::entries);
  }

  @Override
  public long connectionsOpen() {
    // Ends first: a connection counted twice in between shows as open, never as a negative number.
    long ended = ENDS.stream().mapToLong(this::value).sum();
    return Math.max(0, value(ConnectionOutcome.ACCEPTED) - ended);
  }

  @Override
  public long devices() {
    return devices.getAsLong();
  }

  @Override
  public long ringBytes() {
    return ringBytes.getAsLong();
  }

  @Override
  public Histogram ackLatencyMicros() {
    Histogram total = AckLatency.emptyHistogram();
    latencies.forEach(latency -> latency.addTo(total));
    return total;
  }

  private long sum(ToLongFunction<Counters> value) {
    long total = 0;
    for (Counters part : parts) {
      total += value.applyAsLong(part);
    }
    return total;
  }
}
