package kz.relog.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import kz.relog.api.notice.Notice;
import kz.relog.api.notice.Template;

/** A company whose people ask for erasures, for tests to go on from. */
abstract class ErasureScene extends CompanyScene {
  static final String MINE = "/v1/me/erasures";

  HttpResponse<byte[]> asDriver(String method, String path, String body) {
    return api.sendAs(people.driver.token(), method, path, body);
  }

  HttpResponse<byte[]> asOwner(String method, String path, String body) {
    return api.sendAs(people.owner.token(), method, path, body);
  }

  HttpResponse<byte[]> asDispatcher(String method, String path, String body) {
    return api.sendAs(people.dispatcher.token(), method, path, body);
  }

  String askByCompany() {
    return TestPeople.ok(
            asDispatcher(
                "POST",
                "/v1/people/" + people.driver.id() + "/erasures",
                "{\"reason\":\"The contract ended.\"}"),
            202)
        .path("id")
        .asText();
  }

  JsonNode erasure(String id) {
    return TestPeople.ok(asOwner("GET", "/v1/erasures/" + id, ""), 200);
  }

  void awaitState(String id, String state) {
    Eventually.isTrue(() -> state(id).equals(state));
  }

  String state(String id) {
    return api.store
        .erasureRequests()
        .findAny(RunningApi.ref(id))
        .orElseThrow()
        .state()
        .name()
        .toLowerCase(java.util.Locale.ROOT);
  }

  String hold(String person) {
    String body =
        "{\"person\":\"" + person + "\",\"reason\":\"A claim.\",\"reviewOn\":\"2026-06-01\"}";
    return TestPeople.ok(asOwner("POST", "/v1/holds", body), 201).path("id").asText();
  }

  List<Notice> notices(Template template) {
    return api.notices.stream().filter(notice -> notice.template() == template).toList();
  }
}
