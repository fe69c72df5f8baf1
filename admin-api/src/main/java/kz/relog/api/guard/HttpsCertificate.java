package kz.relog.api.guard;

import com.linecorp.armeria.common.TlsKeyPair;
import com.linecorp.armeria.common.TlsProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate that new connections are shown; a renewed one is taken without a restart. Any
 * thread; looks at the files' times at most once in a second.
 */
public final class HttpsCertificate implements TlsProvider {
  private static final Logger LOG = LoggerFactory.getLogger(HttpsCertificate.class);
  private static final long LOOK_EVERY_NS = TimeUnit.SECONDS.toNanos(1);

  private final HttpsFiles files;
  private final ReentrantLock looking = new ReentrantLock();
  private volatile TlsKeyPair pair;
  private volatile String version;
  private volatile long lookedNs;

  /**
   * Reads the files.
   *
   * @throws IllegalArgumentException if they are no certificate and key
   */
  public HttpsCertificate(HttpsFiles files) {
    this.files = files;
    try {
      version = versionNow();
      pair = TlsKeyPair.of(files.key().toFile(), files.certificate().toFile());
      lookedNs = System.nanoTime();
    } catch (IOException | RuntimeException unusable) {
      throw new IllegalArgumentException(
          "http.tls.certificate and http.tls.key: "
              + files.certificate()
              + " and "
              + files.key()
              + " are not a certificate and its key in PEM",
          unusable);
    }
  }

  @Override
  public TlsKeyPair keyPair(String hostname) {
    if (System.nanoTime() - lookedNs > LOOK_EVERY_NS && looking.tryLock()) {
      try {
        refresh();
        lookedNs = System.nanoTime();
      } finally {
        looking.unlock();
      }
    }
    return pair;
  }

  /** What cannot be read leaves the old one in place, until the files change once more. */
  private void refresh() {
    try {
      String now = versionNow();
      if (!now.equals(version)) {
        version = now;
        pair = TlsKeyPair.of(files.key().toFile(), files.certificate().toFile());
        LOG.info("HTTPS: new connections get the new certificate");
      }
    } catch (IOException | RuntimeException unusable) {
      LOG.error(
          "HTTPS: the new certificate or key cannot be used, the old one stays: {}",
          unusable.toString());
    }
  }

  /** Two files that are swapped one after the other are two changes; the second one holds. */
  private String versionNow() throws IOException {
    return versionOf(files.certificate()) + " " + versionOf(files.key());
  }

  private static String versionOf(Path file) throws IOException {
    return Files.getLastModifiedTime(file).toMillis() + ":" + Files.size(file);
  }
}
