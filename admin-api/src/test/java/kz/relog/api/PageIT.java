package kz.relog.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageIT {
  @TempDir Path dir;
  RunningApi api;

  @BeforeEach
  void start() {
    api = new RunningApi(dir);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void thePageAndTheMapLibraryAreOpenAndTyped() {
    assertType("/", "text/html");
    assertType("/track", "text/html");
    assertType("/track/track.js", "application/javascript");
    assertType("/lib/leaflet/leaflet.js", "application/javascript");
    assertType("/lib/leaflet/leaflet.css", "text/css");
    assertType("/lib/leaflet/images/marker-icon.png", "image/png");
  }

  private void assertType(String path, String type) {
    HttpResponse<byte[]> answer = api.get(path, "authorization", "");
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith(type);
    assertThat(answer.body()).isNotEmpty();
  }

  @Test
  void nothingElseOfTheClassPathIsServed() {
    for (String path :
        new String[] {
          "/openapi.yaml",
          "/kz/relog/api/AdminServer.class",
          "/lib/leaflet/../../../../../kz/relog/api/AdminServer.class",
          "/lib/leaflet/%2e%2e/package.json",
          "/..%2f..%2fetc/passwd",
          "/lib/",
          "/lib/leaflet/"
        }) {
      int status =
          api.exchange(
                  java.net.http.HttpRequest.newBuilder(java.net.URI.create(api.uri() + path))
                      .build())
              .statusCode();
      assertThat(status).as(path).isIn(400, 404);
    }
  }
}
