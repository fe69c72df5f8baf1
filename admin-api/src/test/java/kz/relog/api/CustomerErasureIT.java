package kz.relog.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import kz.relog.api.store.ErasureRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who waits at a stop is erased apart from the plan, and does not come back with it. */
class CustomerErasureIT extends CompanyScene {
  private static final String NAME = "Canary, Abay avenue 5, +7 701 111-22-33";

  String plan;

  @BeforeEach
  void setUp() {
    plan = made("POST", "/v1/plans", Plans.almaty("route-1", NAME), 201).path("id").asText();
  }

  private JsonNode made(String method, String path, String body, int status) {
    return TestPeople.ok(api.sendAs(people.dispatcher.token(), method, path, body), status);
  }

  private String erase() {
    String id =
        made("POST", "/v1/plans/" + plan + "/stops/c-118/erasures", "", 202).path("id").asText();
    Eventually.isTrue(
        () ->
            api.store
                .erasureRequests()
                .findAny(RunningApi.ref(id))
                .filter(row -> row.state() == ErasureRequest.State.DONE)
                .isPresent());
    return id;
  }

  private String shown() {
    return RunningApi.text(api.sendAs(people.dispatcher.token(), "GET", "/v1/plans/" + plan, ""));
  }

  @Test
  void theNameGoesTheOthersStayAndTheCertificateSaysWhatRemains() {
    String link = "/v1/plans/" + plan + "/stops/c-118/share-links";
    made("POST", link, "{}", 201);
    assertThat(shown()).contains(NAME, "Depot");
    String id = erase();
    assertThat(shown()).doesNotContain("Canary").contains("Depot", "c-118");
    assertThat(made("GET", link, "", 200).at("/items/0/state").asText()).isEqualTo("ended");
    String certificate =
        RunningApi.text(api.sendAs("", "GET", "/v1/erasure-certificates/" + id, ""));
    assertThat(certificate).contains("without a name", "customer").doesNotContain("Canary");
  }

  @Test
  void thePlannerWhoSendsThePlanAgainDoesNotBringTheNameBack() {
    erase();
    made("POST", "/v1/plans", Plans.almaty("route-1", NAME + " again"), 200);
    assertThat(shown()).doesNotContain("Canary").contains("Depot");
  }

  @Test
  void askedTwiceTheFirstIsGivenBackAndWhereNobodyWaitsNothingIsDone() {
    assertThat(erase()).isEqualTo(erase());
    String document = Plans.almaty("route-2", NAME).replace("\"name\":\"" + NAME + "\",", "");
    String other = made("POST", "/v1/plans", document, 201).path("id").asText();
    made("POST", "/v1/plans/" + other + "/stops/c-118/erasures", "", 409);
    made("POST", "/v1/plans/" + other + "/stops/c-119/erasures", "", 404);
    TestPeople foreign = new TestPeople(api);
    String path = "/v1/plans/" + plan + "/stops/c-118/erasures";
    assertThat(api.sendAs(foreign.owner.token(), "POST", path, "").statusCode()).isEqualTo(404);
  }
}
