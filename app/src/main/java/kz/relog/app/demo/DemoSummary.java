package kz.relog.app.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import kz.relog.app.archive.TrackArchive;
import kz.relog.device.DeviceStats;
import kz.relog.ingest.FixOutcome;
import kz.relog.ingest.IngestMetrics;
import org.HdrHistogram.Histogram;

/**
 * The counts of a drive from its three sides: devices, server, archive. All are unique fixes;
 * retries stand apart.
 *
 * @param sampled fixes that the simulated GPS gave
 * @param sent fixes that left a device at least once
 * @param acked fixes that the server answered for
 * @param stored fixes in the journal
 * @param refused fixes refused for good
 * @param archived fixes in the track archive
 * @param retriedFrames frames that were sent again
 * @param duplicateFixes fixes that came again and were recognised
 * @param ackLatencyMicros from a frame's receipt to its ack, on the server
 */
public record DemoSummary(
    long sampled,
    long sent,
    long acked,
    long stored,
    long refused,
    long archived,
    long retriedFrames,
    long duplicateFixes,
    Histogram ackLatencyMicros) {

  /** Gathers the counts after everything is settled and archived. */
  static DemoSummary of(
      long sampled, List<DeviceStats> devices, IngestMetrics server, TrackArchive archive) {
    // For good; what a frame as a whole was refused or dropped with comes again.
    long refused =
        server.value(FixOutcome.TOO_OLD)
            + server.value(FixOutcome.IN_FUTURE)
            + server.value(FixOutcome.NULL_ISLAND)
            + server.value(FixOutcome.NO_PERMISSION);
    return new DemoSummary(
        sampled,
        devices.stream().mapToLong(DeviceStats::fixesSent).sum(),
        devices.stream().mapToLong(DeviceStats::fixesSettled).sum(),
        server.value(FixOutcome.STORED),
        refused,
        archive.archivedFixes(),
        devices.stream().mapToLong(DeviceStats::framesRetried).sum(),
        server.value(FixOutcome.DUPLICATE),
        server.ackLatencyMicros());
  }

  /** What does not agree, one sentence each; empty when all counts agree. */
  public List<String> disagreements() {
    List<String> found = new ArrayList<>();
    compare(found, "sampled", sampled, "sent", sent);
    compare(found, "sent", sent, "acked", acked);
    compare(found, "acked", acked, "stored + refused", stored + refused);
    compare(found, "stored", stored, "archived", archived);
    return found;
  }

  private static void compare(List<String> found, String a, long aCount, String b, long bCount) {
    if (aCount != bCount) {
      found.add(String.format(Locale.ROOT, "%s %,d, but %s %,d", a, aCount, b, bCount));
    }
  }

  /** A few lines for a person. */
  public String text() {
    StringBuilder text = new StringBuilder();
    line(text, "sent", sent, "unique fixes that left a device");
    line(text, "acked", acked, "the server answers for them");
    line(text, "stored", stored, "durable in the journal");
    line(text, "refused", refused, "never stored");
    line(text, "archived", archived, "readable as tracks");
    text.append(
        String.format(
            Locale.ROOT,
            "  apart from these: %,d frames sent again, %,d fixes recognised as repeats%n",
            retriedFrames,
            duplicateFixes));
    text.append(
        String.format(
            Locale.ROOT,
            "  ack latency on the server: p50 %.2f ms, p99 %.2f ms, max %.2f ms%n",
            ackLatencyMicros.getValueAtPercentile(50) / 1e3,
            ackLatencyMicros.getValueAtPercentile(99) / 1e3,
            ackLatencyMicros.getMaxValue() / 1e3));
    List<String> disagreements = disagreements();
    text.append(
        disagreements.isEmpty()
            ? "  the counts agree: sent = acked = stored + refused, stored = archived"
            : "  THE COUNTS DO NOT AGREE: " + String.join("; ", disagreements));
    return text.toString();
  }

  private static void line(StringBuilder text, String name, long count, String meaning) {
    text.append(String.format(Locale.ROOT, "  %-9s %,11d   %s%n", name, count, meaning));
  }
}
