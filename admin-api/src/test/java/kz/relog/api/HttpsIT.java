package kz.relog.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import kz.relog.api.guard.HttpsFiles;
import kz.relog.api.store.AcceptanceRow;
import kz.relog.api.store.DocumentRow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The API inside TLS, without a proxy. */
@Timeout(120)
class HttpsIT {
  @TempDir Path dir;
  RunningApi api;
  HttpsIdentity identity;
  HttpsFiles files;

  @BeforeEach
  void start() throws Exception {
    api = new RunningApi(dir);
    identity = new HttpsIdentity(dir, "first");
    files = new HttpsFiles(dir.resolve("api.pem"), dir.resolve("api.key"));
    identity.writeTo(files.certificate(), files.key());
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private AdminServer server(InetAddress address) {
    AdminConfig config =
        new AdminConfig(
                new InetSocketAddress(address, 0),
                dir,
                Optional.empty(),
                false,
                ZoneOffset.UTC,
                false)
            .withHttps(files);
    return AdminServer.start(config, api.store, GuardIT.ports(api));
  }

  @Test
  void offLoopbackItAnswersInsideTlsAlone() throws Exception {
    try (AdminServer server = server(new InetSocketAddress(0).getAddress())) {
      assertThat(server.uri().getScheme()).isEqualTo("https");
      int port = server.uri().getPort();
      HttpResponse<String> answer = get(identity.trust(), port, "");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("strict-transport-security"))
          .hasValueSatisfying(value -> assertThat(value).startsWith("max-age="));
      assertThat(plain(port)).doesNotContain("200");
    }
  }

  @Test
  void aPageOfThisServerMayCallItAndNoOther() throws Exception {
    try (AdminServer server = server(InetAddress.getLoopbackAddress())) {
      int port = server.uri().getPort();
      assertThat(get(identity.trust(), port, "https://127.0.0.1:" + port).statusCode())
          .isEqualTo(200);
      for (String origin :
          new String[] {
            "http://127.0.0.1:" + port, "https://127.0.0.1", "https://evil.example", "null"
          }) {
        assertThat(get(identity.trust(), port, origin).statusCode()).as(origin).isEqualTo(403);
      }
    }
  }

  @Test
  void aLinkForACustomerLeadsToHttps() throws Exception {
    TestPeople people = new TestPeople(api);
    for (DocumentRow row : api.store.documents().all()) {
      AcceptanceRow accepted = new AcceptanceRow(row.documentRef(), "", 0, "ru", 1, 1);
      api.store.documents().accept(people.companyRef(), people.owner.ref(), accepted);
    }
    String stops = ShareDrive.document();
    String plan =
        TestPeople.ok(api.sendAs(people.owner.token(), "POST", "/v1/plans", stops), 201)
            .path("id")
            .asText();
    try (AdminServer server = server(InetAddress.getLoopbackAddress())) {
      HttpRequest request =
          HttpRequest.newBuilder(
                  server.uri().resolve("/v1/plans/" + plan + "/stops/c-3/share-links"))
              .header("authorization", "Bearer " + people.owner.token())
              .header("content-type", "application/json")
              .POST(BodyPublishers.ofString("{}"))
              .build();
      HttpResponse<String> made =
          HttpClient.newBuilder()
              .sslContext(identity.trust())
              .version(HttpClient.Version.HTTP_1_1)
              .build()
              .send(request, BodyHandlers.ofString());
      assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
      assertThat(made.body())
          .contains("\"url\":\"https://127.0.0.1:" + server.uri().getPort() + "/track#");
    }
  }

  @Test
  void aRenewedCertificateIsTakenWithoutARestart() throws Exception {
    try (AdminServer server = server(InetAddress.getLoopbackAddress())) {
      int port = server.uri().getPort();
      get(identity.trust(), port, "");
      HttpsIdentity renewed = new HttpsIdentity(dir, "second");
      Files.writeString(files.certificate(), "half of a certificate");
      renewed.writeTo(files.certificate(), files.key());
      SSLContext trust = renewed.trust();
      Eventually.isTrue(
          () -> {
            try {
              return get(trust, port, "").statusCode() == 200;
            } catch (IOException notYet) {
              return false;
            }
          });
      assertThatThrownBy(() -> get(identity.trust(), port, "")).isInstanceOf(IOException.class);
    }
  }

  @Test
  void filesThatAreNoneStopTheStart() throws Exception {
    Path absent = dir.resolve("absent.pem");
    AdminConfig missing =
        AdminConfig.loopback(dir, 0).withHttps(new HttpsFiles(files.certificate(), absent));
    assertThat(missing.problems()).singleElement().asString().contains("http.tls.key");
    Files.writeString(files.key(), "no key");
    assertThatThrownBy(() -> server(InetAddress.getLoopbackAddress()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("http.tls.certificate");
  }

  private static HttpResponse<String> get(SSLContext trust, int port, String origin)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(java.net.URI.create("https://127.0.0.1:" + port + "/health"));
    if (!origin.isEmpty()) {
      request.header("origin", origin);
    }
    try {
      return HttpClient.newBuilder()
          .sslContext(trust)
          .version(HttpClient.Version.HTTP_1_1)
          .build()
          .send(request.build(), BodyHandlers.ofString());
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  private static String plain(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(5_000);
      String request = "GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    } catch (java.net.SocketException reset) {
      return "reset";
    }
  }
}
