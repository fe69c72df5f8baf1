package kz.relog.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StopIT {
  @TempDir Path dir;

  @Test
  void aRequestThatRunsIsAnsweredBeforeTheServerStops() {
    RunningApi api = new RunningApi(dir);
    api.road.feedStands = true;
    CompletableFuture<HttpResponse<byte[]>> slow =
        CompletableFuture.supplyAsync(
            () -> api.post("/v1/devices", "{\"name\":\"Van 7\",\"synthetic\":true}"));
    Eventually.isTrue(() -> !api.road.journal.isEmpty());
    api.close();
    assertThat(slow.join().statusCode()).isEqualTo(202);
  }

  @Test
  void aStopEndsStreamsAndFreesThePort() throws Exception {
    RunningApi api = new RunningApi(dir);
    URI uri = api.uri();
    try (EventStream stream = new EventStream(api, "")) {
      stream.next("snapshot");
      api.close();
      assertThat(stream.next().event()).isEqualTo("end");
    }
    try (java.net.ServerSocket again = new java.net.ServerSocket()) {
      again.setReuseAddress(true);
      again.bind(new java.net.InetSocketAddress(uri.getHost(), uri.getPort()));
      assertThat(again.isBound()).isTrue();
    }
  }
}
