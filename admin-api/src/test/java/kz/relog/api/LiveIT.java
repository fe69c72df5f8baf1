package kz.relog.api;

import static kz.relog.api.RunningApi.json;
import static kz.relog.api.RunningApi.ref;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import kz.relog.api.EventStream.Message;
import kz.relog.api.live.LiveEvents;
import kz.relog.api.spi.PlanEvent;
import kz.relog.api.spi.PlanFactView;
import kz.relog.api.spi.VehicleState;
import kz.relog.api.spi.VehicleView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LiveIT {
  private static final long T = 1772438400000L;

  @TempDir Path dir;
  RunningApi api;
  final OpenApiDocument document = OpenApiDocument.INSTANCE;

  @BeforeEach
  void start() {
    api = new RunningApi(dir);
    api.own(1, 2, 5, 7);
    api.ownPlan(9);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private static VehicleView vehicle(long device, int speedDmps) {
    return new VehicleView(
        device,
        T,
        432389490,
        -768897090,
        speedDmps,
        90,
        5,
        0,
        VehicleState.NO_PLAN,
        Double.NaN,
        Double.NaN,
        PlanFactView.UNKNOWN,
        0,
        0,
        -1,
        -1);
  }

  private static PlanEvent event(int number, long plan) {
    return new PlanEvent("e" + number, 1, false, PlanEvent.Type.ARRIVED, T + number, 7, plan, 2, 2);
  }

  @Test
  void theSnapshotHasVehiclesWithNamesAndEventsWithStopNames() {
    String device = api.newDevice("Van 7");
    String plan = api.newPlan(Plans.almaty("r", "Customer 118"));
    api.road.drive(
        new VehicleView(
            ref(device),
            T,
            432389490,
            -768897090,
            83,
            360,
            0,
            ref(plan),
            VehicleState.ON_ROUTE,
            1234.56,
            6400,
            95,
            2,
            T + 60_000,
            1,
            2),
        vehicle(5, -1));
    api.tell(List.of(event(1, ref(plan))));
    JsonNode live = json(api.get("/v1/live"));
    JsonNode van = live.path("vehicles").get(0);
    assertThat(van.path("name").asText()).isEqualTo("Van 7");
    assertThat(van.path("lat").asDouble()).isEqualTo(43.238949);
    assertThat(van.path("lon").asDouble()).isEqualTo(-76.889709);
    assertThat(van.path("speedMps").asDouble()).isEqualTo(8.3);
    assertThat(van.path("courseDegrees").isNull()).isTrue();
    assertThat(van.path("state").asText()).isEqualTo("on_route");
    assertThat(van.path("progressM").asDouble()).isEqualTo(1234.6);
    assertThat(live.path("vehicles").get(1).path("name").isNull()).isTrue();
    assertThat(live.path("vehicles").get(1).path("stopsTotal").isNull()).isTrue();
    assertThat(live.path("events").get(0).path("stopName").asText()).isEqualTo("Customer 118");
    assertThat(live.path("rates").path("ackP99Ms").asDouble()).isEqualTo(4.25);
  }

  @Test
  void aStreamTellsTheWholeThenWhatChanged() throws IOException {
    api.road.drive(vehicle(1, 10), vehicle(2, 10));
    try (EventStream stream = new EventStream(api, "")) {
      assertThat(stream.answer.headers().firstValue("content-type").orElse(""))
          .startsWith("text/event-stream");
      Message first = stream.next();
      assertThat(first.event()).isEqualTo("snapshot");
      document.assertValid(document.schema("Live"), first.json(), "snapshot");
      assertThat(first.json().path("vehicles")).hasSize(2);

      api.road.drive(vehicle(1, 10), vehicle(2, 20));
      Message change = stream.next();
      assertThat(change.event()).isEqualTo("vehicles");
      document.assertValid(document.schema("Change"), change.json(), "change");
      assertThat(change.json().path("vehicles")).hasSize(1);
      assertThat(change.json().path("vehicles").get(0).path("speedMps").asDouble()).isEqualTo(2);
    }
  }

  @Test
  void aVehicleWhoseLocationGoesOffIsToldAndNeverWhy() throws IOException {
    String name = api.newDevice("Van 7");
    api.road.drive(vehicle(1, 10), vehicle(ref(name), 10));
    try (EventStream stream = new EventStream(api, "")) {
      Message first = stream.next();
      assertThat(first.json().path("locationOff").findValuesAsText("device"))
          .as("devices that never sent look like those that may not be shown")
          .contains("0000000000000002")
          .doesNotContain("0000000000000001", name);

      api.road.drive(vehicle(1, 10));
      Message change = stream.next();
      assertThat(change.event()).isEqualTo("vehicles");
      document.assertValid(document.schema("Change"), change.json(), "change");
      assertThat(change.json().path("vehicles")).isEmpty();
      assertThat(change.json().path("locationOff")).hasSize(1);
      assertThat(change.json().at("/locationOff/0/device").asText()).isEqualTo(name);
      assertThat(change.json().at("/locationOff/0/name").asText()).isEqualTo("Van 7");
      assertThat(change.json().path("locationOff").get(0)).hasSize(2);

      api.road.drive(vehicle(1, 10), vehicle(ref(name), 10));
      Message back = stream.next();
      assertThat(back.json().at("/vehicles/0/device").asText()).isEqualTo(name);
      assertThat(back.json().path("locationOff")).isEmpty();
    }
  }

  @Test
  void aRevokedDeviceIsForgottenAndNotListedAsOff() throws IOException {
    String name = api.newDevice("Van 8");
    api.road.drive(vehicle(1, 10), vehicle(ref(name), 10));
    try (EventStream stream = new EventStream(api, "")) {
      stream.next();
      assertThat(api.post("/v1/devices/" + name + "/revoke", "").statusCode()).isEqualTo(200);
      api.road.drive(vehicle(1, 10));
      Message change = stream.next();
      assertThat(change.json().path("locationOff").findValuesAsText("device"))
          .as("pages forget it")
          .containsExactly(name);
    }
    assertThat(json(api.get("/v1/live")).path("locationOff").findValuesAsText("device"))
        .as("it never comes again")
        .contains("0000000000000002")
        .doesNotContain(name);
  }

  @Test
  void aQuietStreamShowsSignsOfLife() throws IOException {
    try (EventStream stream = new EventStream(api, "")) {
      stream.next();
      assertThat(stream.nextOrHeartbeat().event()).isEqualTo(":");
      assertThat(stream.nextOrHeartbeat().event()).isEqualTo(":");
    }
  }

  @Test
  void aClientThatComesBackGetsTheEventsItMissed() throws IOException {
    String cursor;
    try (EventStream stream = new EventStream(api, "")) {
      assertThat(stream.next().id()).isNotEmpty();
      api.tell(List.of(event(1, 9)));
      Message event = stream.next("event");
      document.assertValid(document.schema("Event"), event.json(), "event");
      cursor = event.id();
    }
    api.tell(List.of(event(2, 9)));
    api.tell(List.of(event(3, 9)));
    try (EventStream stream = new EventStream(api, cursor)) {
      assertThat(stream.next().event()).isEqualTo("snapshot");
      assertThat(stream.next("event").json().path("id").asText()).isEqualTo("e2");
      assertThat(stream.next("event").json().path("id").asText()).isEqualTo("e3");
    }
  }

  @Test
  void theIdOfASnapshotResumesToo() throws IOException {
    api.tell(List.of(event(1, 9)));
    String cursor;
    try (EventStream stream = new EventStream(api, "")) {
      cursor = stream.next().id();
    }
    api.tell(List.of(event(2, 9)));
    try (EventStream stream = new EventStream(api, cursor)) {
      assertThat(stream.next("event").json().path("id").asText()).isEqualTo("e2");
    }
  }

  @Test
  void aCursorOfOtherRecordsGivesAllThatIsKept() throws IOException {
    List<PlanEvent> many = new ArrayList<>();
    for (int i = 0; i < LiveEvents.KEPT_MAX + 10; i++) {
      many.add(event(i, 9));
    }
    api.tell(many);
    for (String cursor : List.of("99-3", "nonsense", "1-x")) {
      try (EventStream stream = new EventStream(api, cursor)) {
        Set<String> ids = new HashSet<>();
        while (ids.size() < LiveEvents.KEPT_MAX) {
          ids.add(stream.next("event").json().path("id").asText());
        }
        assertThat(ids).contains("e10", "e" + (LiveEvents.KEPT_MAX + 9)).doesNotContain("e9");
      }
    }
  }

  @Test
  void aReaderThatTakesNothingIsClosedAndOthersAreNot() throws IOException {
    VehicleView[] many = new VehicleView[20_000];
    AtomicInteger speed = new AtomicInteger();
    try (EventStream good = new EventStream(api, "");
        Socket slow = new Socket(InetAddress.getLoopbackAddress(), api.uri().getPort())) {
      slow.setReceiveBufferSize(4096);
      String request =
          "GET /v1/live HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n"
              + "Authorization: Bearer "
              + api.token
              + "\r\n\r\n";
      slow.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      good.next();
      Eventually.isTrue(
          () -> {
            for (int i = 0; i < many.length; i++) {
              many[i] = vehicle(i + 11, speed.get() % 500);
            }
            api.road.drive(many);
            if (speed.getAndIncrement() == 0) {
              // Now, so that none is listed as one whose location is off.
              api.own(LongStream.rangeClosed(11, many.length + 10).toArray());
            }
            assertThat(good.next("vehicles").event()).isEqualTo("vehicles");
            return api.metrics().contains("relog_live_streams_cut_total 1.0");
          });
      api.road.drive(vehicle(1, 501));
      assertThat(good.next("vehicles").json().path("vehicles")).isNotEmpty();
    }
  }

  @Test
  void stoppingTheServerEndsTheStreams() throws IOException {
    List<EventStream> streams = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      streams.add(new EventStream(api, ""));
      streams.get(i).next();
    }
    api.server.close();
    for (EventStream stream : streams) {
      assertThat(stream.next("end").event()).isEqualTo("end");
      stream.close();
    }
  }
}
