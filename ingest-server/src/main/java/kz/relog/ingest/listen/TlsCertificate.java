package kz.relog.ingest.listen;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLException;
import kz.relog.ingest.TlsFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate of the TLS listener, read again when its files have changed. TLS 1.3 only, by the
 * JDK's own implementation. Threads: one at a time looks, any loop takes.
 */
final class TlsCertificate {

  private static final Logger LOG = LoggerFactory.getLogger(TlsCertificate.class);

  private final TlsFiles files;
  private volatile SslContext context;
  private String version;

  /**
   * Reads the files.
   *
   * @throws IllegalArgumentException if they are no certificate and key
   */
  TlsCertificate(TlsFiles files) {
    this.files = files;
    try {
      version = versionNow();
      context = read();
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the TLS files %s and %s are not a certificate and its key in PEM"
              .formatted(files.certificate(), files.key()),
          e);
    }
  }

  /** For new connections. */
  SslContext context() {
    return context;
  }

  /**
   * Reads the files again if they have changed. What cannot be read leaves the old certificate in
   * place and is tried again when the files change once more.
   */
  void refresh() {
    try {
      String now = versionNow();
      if (!now.equals(version)) {
        version = now;
        context = read();
        LOG.info("TLS: new connections get the new certificate");
      }
    } catch (IOException | IllegalArgumentException e) {
      LOG.error(
          "TLS: the new certificate or key cannot be used, the old one stays: {}", e.toString());
    }
  }

  private SslContext read() throws SSLException {
    return SslContextBuilder.forServer(files.certificate().toFile(), files.key().toFile())
        .sslProvider(SslProvider.JDK)
        .protocols("TLSv1.3")
        .build();
  }

  /** Two files that are swapped one after the other are two changes; the second one holds. */
  private String versionNow() throws IOException {
    return versionOf(files.certificate()) + " " + versionOf(files.key());
  }

  private static String versionOf(Path file) throws IOException {
    return Files.getLastModifiedTime(file).toMillis() + ":" + Files.size(file);
  }
}
