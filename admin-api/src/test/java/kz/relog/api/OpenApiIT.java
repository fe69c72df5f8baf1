package kz.relog.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The description against the server; {@link RunningApi} holds every answer of every test to it
 * too.
 */
class OpenApiIT {
  private final OpenApiDocument document = OpenApiDocument.INSTANCE;

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
  void theDescriptionHasEveryRouteOfTheServerAndNoOther() {
    Set<String> served = new TreeSet<>(api.server.operations());
    assertThat(document.operations()).isEqualTo(served);
  }

  @Test
  void whatMayBeRepeatedSaysSo() {
    Set<String> takeKeys = new TreeSet<>();
    for (String operation : document.operations()) {
      if (document.operation(operation).path("parameters").toString().contains("/IdempotencyKey")) {
        takeKeys.add(operation);
      }
    }
    assertThat(takeKeys).isEqualTo(new TreeSet<>(Repeatable.OPERATIONS));
    assertThat(document.operations()).containsAll(takeKeys);
  }

  @Test
  void theDescriptionIsServed() {
    HttpResponse<byte[]> answer = api.get("/v1/openapi.yaml");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(RunningApi.text(answer)).startsWith("openapi: 3.1.0");
  }

  @Test
  void everyReferenceOfTheDescriptionLeadsSomewhere() {
    for (JsonNode ref : document.root.findValues("$ref")) {
      assertThat(document.root.at(ref.asText().substring(1)).isMissingNode())
          .as(ref.asText())
          .isFalse();
    }
  }

  @Test
  void everyExampleIsValid() {
    int examples = 0;
    for (JsonNode media : document.root.findValues("application/json")) {
      JsonNode schema = media.path("schema");
      if (media.has("example")) {
        document.assertValid(schema, media.path("example"), "example");
        examples++;
      }
      for (Map.Entry<String, JsonNode> named : media.path("examples").properties()) {
        document.assertValid(schema, named.getValue().path("value"), named.getKey());
        examples++;
      }
    }
    assertThat(examples).isGreaterThan(6);
  }

  @Test
  void theExamplePlanIsAccepted() {
    JsonNode example =
        document.root.at(
            "/paths/~1v1~1plans/post/requestBody/content/application~1geo+json/example");
    assertThat(api.post("/v1/plans", example.toString()).statusCode()).isEqualTo(201);
  }

  @Test
  void everyOperationHasANameASummaryAndProblems() {
    for (String operation : document.operations()) {
      int space = operation.indexOf(' ');
      String method = operation.substring(0, space).toLowerCase(Locale.ROOT);
      JsonNode node = document.root.path("paths").path(operation.substring(space + 1)).path(method);
      assertThat(node.path("operationId").asText()).as(operation).isNotEmpty();
      assertThat(node.path("summary").asText()).as(operation).isNotEmpty();
      boolean open = node.has("security");
      // An open one may still tell that a password is wrong.
      assertThat(open || node.path("responses").has("401")).as(operation).isTrue();
      assertThat(open || node.path("responses").has("403")).as(operation).isTrue();
    }
  }
}
