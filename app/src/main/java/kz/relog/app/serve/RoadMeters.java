package kz.relog.app.serve;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import kz.relog.app.archive.TrackArchive;
import kz.relog.app.feed.Feed;
import kz.relog.app.recompute.Recomputer;
import kz.relog.ingest.AckOutcome;
import kz.relog.ingest.ConnectionOutcome;
import kz.relog.ingest.FixOutcome;
import kz.relog.ingest.FrameOutcome;
import kz.relog.ingest.IngestMetrics;
import kz.relog.ingest.Transport;
import kz.relog.journal.Journal;

/** Puts the road's own counts into the meter registry. Labels come from closed sets only. */
final class RoadMeters {
  private final MeterRegistry registry;

  private RoadMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Registers everything. */
  static void bind(
      MeterRegistry registry,
      IngestMetrics ingest,
      Journal journal,
      Feed feed,
      Recomputer recomputer,
      TrackArchive archive) {
    RoadMeters meters = new RoadMeters(registry);
    meters.ingest(ingest);
    FunctionCounter.builder("relog.plan.recomputes", recomputer, Recomputer::done)
        .description("Vehicles whose plans were judged anew from archived facts.")
        .register(registry);
    meters.lag(journal, feed, archive);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
  }

  private void ingest(IngestMetrics ingest) {
    for (Transport transport : Transport.values()) {
      counter(
          "relog.frames.received",
          "transport",
          transport,
          "Frames received.",
          ingest,
          m -> m.received(transport));
    }
    for (FrameOutcome outcome : FrameOutcome.values()) {
      counter(
          "relog.frames",
          "outcome",
          outcome,
          "Frames by what became of them; their sum is the frames received.",
          ingest,
          m -> m.value(outcome));
    }
    for (FixOutcome outcome : FixOutcome.values()) {
      counter(
          "relog.fixes",
          "outcome",
          outcome,
          "Fixes by what became of them; their sum is the fixes received.",
          ingest,
          m -> m.value(outcome));
    }
    for (AckOutcome outcome : AckOutcome.values()) {
      counter("relog.acks", "outcome", outcome, "Acks.", ingest, m -> m.value(outcome));
    }
    for (ConnectionOutcome outcome : ConnectionOutcome.values()) {
      counter(
          "relog.connections",
          "outcome",
          outcome,
          "TCP connections.",
          ingest,
          m -> m.value(outcome));
    }
    FunctionCounter.builder("relog.fixes.received", ingest, IngestMetrics::receivedFixes)
        .description("Fixes of authentic, well-formed batches; the sum of all outcomes.")
        .register(registry);
    FunctionCounter.builder("relog.frames.opened", ingest, IngestMetrics::opened)
        .description("Frames that were tried to open, authentic or not.")
        .register(registry);
    FunctionCounter.builder("relog.udp.kernel.drops", ingest, m -> Math.max(0, m.kernelDrops()))
        .description("Datagrams that the kernel dropped because a socket's buffer was full.")
        .register(registry);
    FunctionCounter.builder("relog.received.bytes", ingest, IngestMetrics::receivedBytes)
        .description("Bytes of frames received.")
        .register(registry);
    FunctionCounter.builder("relog.journal.groups", ingest, IngestMetrics::groups)
        .description("Groups forced to the disk.")
        .register(registry);
    FunctionCounter.builder("relog.journal.entries", ingest, IngestMetrics::entries)
        .description("Journal entries appended.")
        .register(registry);
    gauge(
        "relog.connections.open", "TCP connections open.", ingest, IngestMetrics::connectionsOpen);
    gauge("relog.devices", "Devices known.", ingest, IngestMetrics::devices);
    gauge(
        "relog.ring.bytes", "Bytes that wait for the sequencer.", ingest, IngestMetrics::ringBytes);
    for (double percentile : new double[] {50, 99, 99.9}) {
      Gauge.builder(
              "relog.ack.latency.seconds",
              ingest,
              m -> m.ackLatencyMicros().getValueAtPercentile(percentile) / 1e6)
          .tag("quantile", Double.toString(percentile / 100))
          .description("Time from a frame's receipt to its ack, since the start.")
          .register(registry);
    }
  }

  private void lag(Journal journal, Feed feed, TrackArchive archive) {
    gauge("relog.journal.durable.seq", "Durable position.", journal, Journal::durableSeq);
    gauge("relog.journal.first.seq", "Oldest entry that is kept.", journal, Journal::firstSeq);
    gauge(
        "relog.journal.recovery.entries",
        "Entries that a restart reads to know the devices.",
        journal,
        j -> Math.max(0, j.durableSeq() - j.recoverySeq()));
    gauge("relog.journal.files", "Files of the journal.", journal, j -> j.files().size());
    gauge(
        "relog.journal.disk.short",
        "1 while entries are refused for want of space.",
        journal,
        j -> j.isDiskShort() ? 1 : 0);
    gauge(
        "relog.feed.lag.entries",
        "Durable entries that the route engine has not seen.",
        feed,
        f -> Math.max(0, journal.durableSeq() - f.appliedSeq()));
    gauge(
        "relog.archive.lag.entries",
        "Durable entries that are not in the track archive.",
        archive,
        a -> Math.max(0, journal.durableSeq() - a.archivedSeq()));
    FunctionCounter.builder("relog.archive.fixes", archive, TrackArchive::archivedFixes)
        .description("Fixes archived.")
        .register(registry);
  }

  private <T> void gauge(String name, String help, T source, ToDoubleFunction<T> value) {
    Gauge.builder(name, source, value).description(help).register(registry);
  }

  private void counter(
      String name,
      String label,
      Enum<?> value,
      String help,
      IngestMetrics ingest,
      ToDoubleFunction<IngestMetrics> count) {
    FunctionCounter.builder(name, ingest, count)
        .tag(label, value.name().toLowerCase(Locale.ROOT))
        .description(help)
        .register(registry);
  }
}
