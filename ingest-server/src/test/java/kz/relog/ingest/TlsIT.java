package kz.relog.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.cert.Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import kz.relog.ingest.kit.Await;
import kz.relog.ingest.kit.Road;
import kz.relog.ingest.kit.TcpLink;
import kz.relog.ingest.kit.TestDevice;
import kz.relog.ingest.kit.TlsIdentity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS 1.3 in front of TCP, with the JDK's own client. */
class TlsIT {

  @TempDir Path directory;

  private TlsIdentity first;
  private Path certificate;
  private Path key;

  @BeforeEach
  void makeCertificate() {
    first = TlsIdentity.make(directory, "first");
    certificate = directory.resolve("tls.crt");
    key = directory.resolve("tls.key");
    first.writeTo(certificate, key);
  }

  @Test
  void framesInsideTlsAreStoredAndAcked() throws IOException {
    try (Road road = open();
        SSLSocket socket = connect(road, TlsIdentity.trusting(first))) {
      TestDevice device = road.enrol();
      assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
      for (int seq = 1; seq <= 50; seq++) {
        byte[] frame = device.facts(seq, 0, System.currentTimeMillis(), 300);
        assertThat(device.open(ask(socket, frame)).durableSeq()).isEqualTo(seq);
      }
      assertThat(road.stored(device)).hasSize(50);
      assertThat(road.metrics().connectionsOpen()).isEqualTo(1);
      // The other listener goes on as before.
      try (TcpLink plain = new TcpLink(road.server().tcpAddress())) {
        device.open(plain.ask(device.hello()));
      }
    }
  }

  @Test
  void aClientWithoutTls13IsTurnedAway() throws IOException {
    try (Road road = open();
        SSLSocket socket = unconnected(road, TlsIdentity.trusting(first))) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      assertThatThrownBy(socket::startHandshake).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aChangedCertificateIsTakenWithoutARestartAndOpenConnectionsGoOn() throws IOException {
    TlsIdentity second = TlsIdentity.make(directory, "second");
    SSLContext both = TlsIdentity.trusting(first, second);
    try (Road road = open();
        SSLSocket before = connect(road, both)) {
      TestDevice device = road.enrol();
      assertThat(certificateOf(before)).isEqualTo(first.certificate());
      device.open(ask(before, device.hello()));
      second.writeTo(certificate, key);
      Await.until(
          "new connections get the new certificate",
          () -> {
            try (SSLSocket after = connect(road, both)) {
              return certificateOf(after).equals(second.certificate());
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
      device.open(ask(before, device.hello()));
    }
  }

  @Test
  void filesThatCannotBeReadAreToldAtTheStart() {
    IngestConfig config =
        IngestConfig.loopback()
            .withTls(new TlsFiles(anyPort(), directory.resolve("none"), directory.resolve("no")));
    assertThat(config.problems())
        .anyMatch(p -> p.contains("certificate") && p.contains("cannot be read"))
        .anyMatch(p -> p.contains("key") && p.contains("cannot be read"))
        .hasSize(2);
  }

  private Road open() {
    return Road.open(
        directory,
        IngestConfig.loopback().withTls(new TlsFiles(anyPort(), certificate, key)),
        IngestClock.SYSTEM);
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private static SSLSocket connect(Road road, SSLContext context) throws IOException {
    SSLSocket socket = unconnected(road, context);
    socket.startHandshake();
    return socket;
  }

  private static SSLSocket unconnected(Road road, SSLContext context) throws IOException {
    InetSocketAddress server = road.server().tlsAddress();
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(server.getAddress(), server.getPort());
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static Certificate certificateOf(SSLSocket socket) throws IOException {
    return socket.getSession().getPeerCertificates()[0];
  }

  private static byte[] ask(SSLSocket socket, byte[] frame) throws IOException {
    socket.getOutputStream().write(TcpLink.prefixed(frame));
    DataInputStream in = new DataInputStream(socket.getInputStream());
    byte[] answer = new byte[in.readUnsignedByte() | in.readUnsignedByte() << 8];
    in.readFully(answer);
    return answer;
  }
}
