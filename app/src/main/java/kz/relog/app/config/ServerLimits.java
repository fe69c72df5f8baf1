package kz.relog.app.config;

import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kz.relog.ingest.IngestConfig;
import kz.relog.ingest.IngestLimits;
import kz.relog.ingest.TlsFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the settings mean for the road in, and whether they fit each other and the machine. Every
 * limit itself stands in {@link IngestLimits}.
 */
public final class ServerLimits {

  /** Files that are no connection: journal, databases, HTTP, the JVM's own. */
  private static final int OTHER_FILES = 512;

  private static final Logger log = LoggerFactory.getLogger(ServerLimits.class);

  private ServerLimits() {}

  /** The road in as set. */
  public static IngestConfig ingest(RelogConfig config) {
    IngestLimits standard = IngestLimits.DEFAULTS;
    IngestLimits.Tcp tcp = standard.tcp();
    int connections = connections(config.get(Settings.TCP_CONNECTIONS_MAX));
    IngestLimits limits =
        standard
            .withFix(
                new IngestLimits.Fix(
                    config.get(Settings.FIX_AGE_MAX).toMillis(), standard.fix().aheadMaxMs()))
            .withTcp(
                new IngestLimits.Tcp(
                    connections,
                    connections,
                    tcp.perAddressPerSecond(),
                    tcp.firstFrameMs(),
                    tcp.frameMs(),
                    tcp.idleMs(),
                    tcp.sweepMs(),
                    tcp.ackBacklogBytesMax()))
            .withDevice(
                standard
                    .device()
                    .withShare(
                        config.get(Settings.DEVICE_BYTES_PER_SECOND),
                        config.get(Settings.DEVICE_BYTES_BURST)));
    IngestConfig ingest =
        IngestConfig.loopback()
            .withAddresses(config.get(Settings.UDP_ADDRESS), config.get(Settings.TCP_ADDRESS))
            .withLimits(limits);
    int loops = config.get(Settings.INGEST_LOOPS);
    IngestConfig withLoops = loops == 0 ? ingest : ingest.withEventLoops(loops);
    return tls(config).map(withLoops::withTls).orElse(withLoops);
  }

  /** Relations between settings that do not hold, one line each. */
  static List<String> problems(RelogConfig config) {
    List<String> problems = new ArrayList<>();
    boolean address = config.get(Settings.TLS_ADDRESS).isPresent();
    boolean certificate = !config.get(Settings.TLS_CERTIFICATE).toString().isEmpty();
    boolean key = !config.get(Settings.TLS_KEY).toString().isEmpty();
    if (address != certificate || address != key) {
      problems.add(
          "tls.address, tls.certificate and tls.key: only some are set; allowed: all or none");
    } else {
      problems.addAll(ingest(config).problems());
    }
    return problems;
  }

  private static Optional<TlsFiles> tls(RelogConfig config) {
    Optional<InetSocketAddress> address = config.get(Settings.TLS_ADDRESS);
    Path certificate = config.get(Settings.TLS_CERTIFICATE);
    Path key = config.get(Settings.TLS_KEY);
    return address.map(where -> new TlsFiles(where, certificate, key));
  }

  /** As many as set, but no more than the process may have files open. */
  private static int connections(int wanted) {
    if (ManagementFactory.getOperatingSystemMXBean()
        instanceof com.sun.management.UnixOperatingSystemMXBean unix) {
      long most = Math.max(64, unix.getMaxFileDescriptorCount() - OTHER_FILES);
      if (most < wanted) {
        log.warn(
            "tcp.connections.max is {}, but the process may open {} files: taking {}; raise ulimit -n",
            wanted,
            unix.getMaxFileDescriptorCount(),
            most);
        return (int) most;
      }
    }
    return wanted;
  }
}
