package kz.relog.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import kz.relog.api.audit.AuditAction;
import kz.relog.api.audit.AuditEntry;
import kz.relog.api.audit.AuditTrail;
import kz.relog.api.notice.Notice;
import kz.relog.api.notice.Template;
import kz.relog.api.spi.PlanEvent;
import kz.relog.api.spi.PlanFactView;
import kz.relog.api.spi.PlanReplay;
import kz.relog.api.spi.SubjectTracks;
import kz.relog.api.spi.VehicleState;
import kz.relog.api.store.PersonRow;
import kz.relog.api.store.Profile;
import org.junit.jupiter.api.Test;

/** A person gets all that is known of them, and nobody else gets it. */
class ExportsIT extends CompanyScene {
  private static final long T = RunningApi.NOW.toEpochMilli() + 600_000;
  private static final long HOUR_MS = 3_600_000;

  private JsonNode ask(TestPeople.Person person) {
    return TestPeople.ok(api.sendAs(person.token(), "POST", "/v1/me/exports", ""), 202);
  }

  private JsonNode show(TestPeople.Person person, String id) {
    return TestPeople.ok(api.sendAs(person.token(), "GET", "/v1/me/exports/" + id, ""), 200);
  }

  private String ready(TestPeople.Person person) {
    String id = ask(person).path("id").asText();
    Eventually.isTrue(() -> show(person, id).path("state").asText().equals("ready"));
    return id;
  }

  private String link(TestPeople.Person person, String id) {
    String path = "/v1/me/exports/" + id + "/download-links";
    return TestPeople.ok(api.sendAs(person.token(), "POST", path, ""), 201).path("token").asText();
  }

  private HttpResponse<byte[]> fetch(String token) {
    return api.sendAs("", "POST", "/v1/exports:download", "{\"token\":\"" + token + "\"}");
  }

  private static Map<String, byte[]> files(byte[] zip) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        files.put(entry.getName(), in.readAllBytes());
      }
    }
    return files;
  }

  private static String text(Map<String, byte[]> files) {
    StringBuilder all = new StringBuilder();
    files.forEach(
        (name, bytes) ->
            all.append(name).append('\n').append(new String(bytes, StandardCharsets.UTF_8)));
    return all.toString();
  }

  private List<Path> onDisk() throws IOException {
    try (Stream<Path> files = Files.list(dir.resolve("exports"))) {
      return files.toList();
    }
  }

  private long problem(HttpResponse<byte[]> answer, String kind) {
    assertThat(RunningApi.json(answer).path("type").asText()).endsWith(":" + kind);
    return answer.statusCode();
  }

  /** Something of the driver in each store, and something of others beside it. */
  private void plantCanaries() {
    long company = people.companyRef();
    long driver = people.driver.ref();
    PersonRow row = api.store.people().find(company, driver).orElseThrow();
    Profile before = row.profile().orElseThrow();
    api.store
        .people()
        .rectify(
            company,
            driver,
            row.version(),
            new Profile("CanaryBefore", before.lastName(), Optional.empty()),
            new Profile("CanaryFirst", "CanaryLast", Optional.of("+77015550199")),
            T);
    String device =
        TestPeople.ok(
                api.sendAs(
                    people.dispatcher.token(),
                    "POST",
                    "/v1/devices",
                    "{\"name\":\"Van\",\"synthetic\":true}"),
                201)
            .path("id")
            .asText();
    long deviceRef = RunningApi.ref(device);
    api.road.tracks.put(
        deviceRef,
        List.of(
            new MemoryRoad.Fix(T, 431_111_111, 761_111_111, 83, 90, 5),
            new MemoryRoad.Fix(T + 10_000, 431_111_222, 761_111_222, -1, 360, 0),
            new MemoryRoad.Fix(T + 2 * HOUR_MS, 439_999_999, 769_999_999, 83, 90, 5)));
    api.road.stretches.put(
        driver, List.of(new SubjectTracks.Stretch(deviceRef, T - 60_000, T + HOUR_MS)));
    String document = Plans.almaty("plan-of-the-company", "Customer street 5");
    String plan =
        TestPeople.ok(
                api.sendAs(
                    people.dispatcher.token(), "POST", "/v1/plans?device=" + device, document),
                201)
            .path("id")
            .asText();
    api.road.replays.put(RunningApi.ref(plan), replayed(RunningApi.ref(plan), deviceRef));
    new AuditTrail(api.store.audit(), api.clock)
        .record(
            AuditEntry.system(AuditAction.TRACK_READ)
                .inCompany(company)
                .byPerson(people.dispatcher.ref())
                .about(driver)
                .purpose("canary-purpose"));
    api.store
        .notices()
        .add(
            new kz.relog.api.store.NoticeRow(
                0,
                4711,
                company,
                driver,
                driver,
                0,
                Template.PEOPLE_ENDED.name(),
                "ru",
                false,
                kz.relog.api.store.NoticeRow.State.SENT,
                1,
                T,
                T,
                T,
                "",
                0),
            "{\"until\":\"canary-notice\",\"token\":\"canary-secret\"}"
                .getBytes(StandardCharsets.UTF_8));
  }

  private static PlanReplay.Replayed replayed(long planRef, long deviceRef) {
    PlanFactView view =
        new PlanFactView(
            planRef,
            deviceRef,
            1,
            1,
            T,
            T,
            VehicleState.FINISHED,
            10,
            20,
            20,
            4711,
            0,
            0,
            1,
            0,
            0,
            List.of(),
            List.of(stop(1, T + 1_234), stop(2, T + 2 * HOUR_MS + 5_678)));
    return new PlanReplay.Replayed(
        view,
        List.of(
            new PlanEvent(
                "e1", 1, false, PlanEvent.Type.ARRIVED, T + 1_234, deviceRef, planRef, 1, 1)),
        List.of());
  }

  private static PlanFactView.StopFact stop(int seq, long arrivedMs) {
    return new PlanFactView.StopFact(
        seq,
        PlanFactView.StopState.DEPARTED,
        0,
        0,
        arrivedMs,
        0,
        0,
        60,
        0,
        0,
        PlanFactView.WindowState.LATE,
        false);
  }

  @Test
  void thePackageHasWhatEveryStoreKnowsOfThePersonAndNothingOfAnybodyElse() throws Exception {
    plantCanaries();
    byte[] zip = fetch(link(people.driver, ready(people.driver))).body();
    Map<String, byte[]> files = files(zip);
    String all = text(files);
    assertThat(all)
        .contains("CanaryFirst", "CanaryLast", "+77015550199", people.driver.email())
        .contains("CanaryBefore")
        .contains("43.1111111", "76.1111222")
        .contains("canary-purpose", "track-read")
        .contains("canary-notice")
        .contains("4711")
        .contains(kz.relog.api.call.Json.time(T + 1_234));
    assertThat(files.keySet())
        .contains("README.txt", "manifest.json", "profile/profile.json", "sessions/session.json")
        .anyMatch(name -> name.startsWith("tracks/2026-03/") && name.endsWith(".geojson"));
    assertThat(all)
        .as("other people, customers, secrets")
        .doesNotContain("43.9999999", kz.relog.api.call.Json.time(T + 2 * HOUR_MS + 5_678))
        .doesNotContain(people.dispatcher.email(), people.owner.email(), people.dispatcher.id())
        .doesNotContain("Aigerim", "Customer street 5", "plan-of-the-company")
        .doesNotContain("canary-secret");
  }

  @Test
  void theManifestTellsTheHashOfEveryFile() throws Exception {
    plantCanaries();
    Map<String, byte[]> files = files(fetch(link(people.driver, ready(people.driver))).body());
    JsonNode manifest = OpenApiDocument.read(Objects.requireNonNull(files.get("manifest.json")));
    for (JsonNode file : manifest.path("files")) {
      byte[] bytes = Objects.requireNonNull(files.remove(file.path("path").asText()));
      String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
      assertThat(file.path("sha256").asText()).isEqualTo(hash);
      assertThat(file.path("bytes").asLong()).isEqualTo(bytes.length);
    }
    assertThat(files.keySet()).containsExactly("manifest.json");
  }

  @Test
  void nothingOfThePackageStandsOnTheDiskInClearAndAfterTheDownloadNothingAtAll() throws Exception {
    plantCanaries();
    String id = ready(people.driver);
    assertThat(onDisk()).hasSize(1);
    String raw = Files.readString(onDisk().get(0), StandardCharsets.ISO_8859_1);
    assertThat(raw).doesNotContain("PK\u0003\u0004", "profile", "Canary", people.driver.email());
    String token = link(people.driver, id);
    assertThat(fetch(token).statusCode()).isEqualTo(200);
    Eventually.isTrue(() -> show(people.driver, id).path("state").asText().equals("fetched"));
    assertThat(onDisk()).isEmpty();
    assertThat(problem(fetch(token), "link-used")).isEqualTo(410);
  }

  @Test
  void aLinkThatIsTooLateAndOneOfAPackageThatIsGoneAreToldApart() throws Exception {
    String id = ready(people.driver);
    String late = link(people.driver, id);
    api.clock.advance(Duration.ofDays(7));
    assertThat(problem(fetch(late), "link-expired")).isEqualTo(410);
    api.server.keeping().exports().tick();
    assertThat(show(people.driver, id).path("state").asText()).isEqualTo("expired");
    assertThat(onDisk()).isEmpty();
    assertThat(problem(fetch("nobody-made-this"), "not-found")).isEqualTo(404);
    String path = "/v1/me/exports/" + id + "/download-links";
    assertThat(api.sendAs(people.driver.token(), "POST", path, "").statusCode()).isEqualTo(409);
  }

  @Test
  void aRequestOnPaperIsAnsweredToThePersonAlone() throws Exception {
    String path = "/v1/people/" + people.driver.id() + "/exports";
    String body = "{\"way\":\"letter\",\"receivedAt\":\"2026-02-20T08:00:00Z\"}";
    JsonNode asked = TestPeople.ok(api.sendAs(people.owner.token(), "POST", path, body), 202);
    assertThat(asked.path("dueAt").asText()).isEqualTo("2026-03-22T08:00:00Z");
    String id = asked.path("id").asText();
    Eventually.isTrue(
        () -> api.notices.stream().anyMatch(one -> one.template() == Template.EXPORT_LINK));
    assertThat(api.sendAs(people.owner.token(), "GET", "/v1/me/exports/" + id, "").statusCode())
        .isEqualTo(404);
    assertThat(api.sendAs(people.dispatcher.token(), "POST", path, body).statusCode())
        .isEqualTo(403);
    String token = api.mailed(Template.EXPORT_LINK, people.driver.email());
    assertThat(files(fetch(token).body())).containsKey("manifest.json");
  }

  @Test
  void anErasureEndsTheRequestDeletesThePackageAndTellsThePerson() throws Exception {
    String id = ready(people.driver);
    String token = link(people.driver, id);
    api.server.keeping().exports().forget(people.driver.ref());
    assertThat(onDisk()).isEmpty();
    assertThat(api.server.keeping().exports().holds(people.driver.ref())).isZero();
    assertThat(problem(fetch(token), "package-gone")).isEqualTo(410);
    Notice told =
        api.notices.stream()
            .filter(one -> one.template() == Template.EXPORT_ENDED)
            .findFirst()
            .orElseThrow();
    assertThat(told.address()).contains(people.driver.email());
    assertThat(told.sealRef()).as("not under the key that dies").isNotEqualTo(people.driver.ref());
  }

  @Test
  void everyTableAboutPeopleHasAPart() {
    List<String> covered =
        kz.relog.api.export.PackageParts.all(api.store, api.road, api.road).stream()
            .flatMap(part -> part.tables().stream())
            .toList();
    assertThat(covered)
        .as("tables with rows about people that no part of the package tells of")
        .containsAll(api.store.personalRows().tablesAboutPeople());
  }
}
