package kz.relog.ingest.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import kz.relog.ingest.TlsFiles;
import kz.relog.ingest.kit.TlsIdentity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsCertificateTest {

  @TempDir Path directory;

  private TlsFiles files() {
    return new TlsFiles(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        directory.resolve("tls.crt"),
        directory.resolve("tls.key"));
  }

  @Test
  void aBrokenCertificateLeavesTheOldOneAndTheNextGoodOneIsTaken() throws IOException {
    TlsFiles files = files();
    TlsIdentity.make(directory, "first").writeTo(files.certificate(), files.key());
    TlsCertificate certificate = new TlsCertificate(files);
    SslContext first = certificate.context();
    certificate.refresh();
    assertThat(certificate.context()).isSameAs(first);
    Files.writeString(files.certificate(), "not a certificate");
    certificate.refresh();
    assertThat(certificate.context()).isSameAs(first);
    Files.delete(files.key());
    certificate.refresh();
    assertThat(certificate.context()).isSameAs(first);
    TlsIdentity.make(directory, "second").writeTo(files.certificate(), files.key());
    certificate.refresh();
    assertThat(certificate.context()).isNotSameAs(first);
  }

  @Test
  void filesThatAreNoCertificateAreToldAtTheStart() throws IOException {
    TlsFiles files = files();
    Files.writeString(files.certificate(), "not a certificate");
    Files.writeString(files.key(), "not a key");
    assertThatThrownBy(() -> new TlsCertificate(files))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tls.crt");
  }
}
