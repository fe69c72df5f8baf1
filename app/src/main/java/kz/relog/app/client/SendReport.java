package kz.relog.app.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.Locale;
import kz.relog.device.DeviceStats;

/** What devices have sent, as a person or a program reads it. Stateless. */
public final class SendReport {
  private SendReport() {}

  /**
   * The counts as JSON; a command adds its own.
   *
   * @param stats of the devices
   * @param settled whether everything was handed over
   */
  public static ObjectNode json(DeviceStats stats, boolean settled) {
    ObjectNode node = new ObjectMapper().createObjectNode();
    node.put("sent", stats.fixesSent());
    node.put("settled", stats.fixesSettled());
    node.put("refused", stats.fixesRefused());
    node.put("untold", stats.fixesUntold());
    node.put("thinned", stats.fixesThinned());
    node.put("dropped", stats.fixesDropped());
    node.put("waiting", waiting(stats));
    node.put("frames", stats.framesSent());
    node.put("retriedFrames", stats.framesRetried());
    node.put("bytes", stats.bytesSent());
    node.put("carriageChanges", stats.carriageChanges());
    node.put("allSettled", settled);
    return node;
  }

  /** The counts in words; what did not happen is not mentioned. */
  public static void print(PrintWriter out, DeviceStats stats) {
    out.printf(
        Locale.ROOT,
        "%,d fixes sent, %,d settled, %,d refused; %,d frames, %,d of them sent again; %,d bytes%n",
        stats.fixesSent(),
        stats.fixesSettled(),
        stats.fixesRefused(),
        stats.framesSent(),
        stats.framesRetried(),
        stats.bytesSent());
    line(out, stats.fixesRecovered(), "were in the spool from an earlier run");
    line(out, stats.fixesThinned(), "left out within the bound of the thinning");
    line(out, stats.fixesDropped(), "given up by the device");
    line(out, waiting(stats), "not settled");
    line(out, stats.fixesUntold(), "settled by another batch's ack, their refused ones unknown");
    line(out, stats.carriageChanges(), "changes between UDP and TCP");
  }

  private static void line(PrintWriter out, long count, String what) {
    if (count > 0) {
      out.printf(Locale.ROOT, "  %,d %s%n", count, what);
    }
  }

  private static long waiting(DeviceStats stats) {
    return stats.fixesOpen() + stats.fixesBacklog() + stats.fixesUnsettled() + stats.fixesKept();
  }
}
