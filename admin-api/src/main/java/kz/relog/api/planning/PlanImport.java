package kz.relog.api.planning;

import com.fasterxml.jackson.databind.JsonNode;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.multipart.AggregatedBodyPart;
import com.linecorp.armeria.common.multipart.AggregatedMultipart;
import com.linecorp.armeria.common.multipart.Multipart;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import kz.relog.api.call.Answers;
import kz.relog.api.call.Call;
import kz.relog.api.call.Query;
import kz.relog.api.plan.EncodedPath;
import kz.relog.api.plan.PlanCsv;
import kz.relog.api.plan.PlanGeoJson;
import kz.relog.api.plan.PlanLimits;
import kz.relog.api.plan.PlanProblem;
import kz.relog.api.plan.PlanReading;
import kz.relog.api.plan.PlanRecord;
import kz.relog.api.problem.FieldError;
import kz.relog.api.problem.Problem;
import kz.relog.api.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the plan in the body of a request: GeoJSON, a CSV table of stops, or a form with such a
 * table as {@code stops} and, if known, the {@code path}. Stateless; any thread.
 */
final class PlanImport {
  private static final MediaType CSV = MediaType.create("text", "csv");

  private static final Set<String> PARTS = Set.of("stops", "path");

  private PlanImport() {}

  /**
   * Reads the plan.
   *
   * @param planId what the plan is called already; null when the request names it
   * @throws ProblemException with all that is wrong
   */
  static PlanRecord read(Call call, Query query, @Nullable String planId) {
    MediaType type = call.headers().contentType();
    boolean csv = type != null && type.is(CSV);
    boolean form = type != null && type.is(MediaType.MULTIPART_FORM_DATA);
    PlanReading reading;
    if (csv || form) {
      String named =
          planId == null ? query.text("planId", PlanLimits.ID_CHARS_MAX).orElse(null) : planId;
      String startTime = query.text("startTime", 40).orElse(null);
      String endTime = query.text("endTime", 40).orElse(null);
      query.finish();
      List<AggregatedBodyPart> parts = form ? parts(call, type) : List.of();
      JsonNode path = form ? path(parts) : null;
      byte[] table = form ? stops(parts) : call.body();
      reading = PlanCsv.read(table, new PlanCsv.Head(named, startTime, endTime, path));
    } else {
      query.finish();
      reading =
          PlanGeoJson.read(
              call.body(Answers.GEO_JSON, MediaType.JSON, CSV, MediaType.MULTIPART_FORM_DATA));
    }
    return accepted(reading);
  }

  /** The plan that was read, or all that is wrong with it as a problem. */
  static PlanRecord accepted(PlanReading reading) {
    if (reading instanceof PlanReading.Refused refused) {
      throw problem(refused).toException();
    }
    return ((PlanReading.Accepted) reading).plan();
  }

  private static List<AggregatedBodyPart> parts(Call call, MediaType type) {
    if (type.parameters().getOrDefault("boundary", List.of()).size() != 1) {
      throw malformed("a form with a boundary");
    }
    try {
      AggregatedMultipart form =
          Multipart.from(HttpRequest.of(call.headers(), HttpData.wrap(call.body())))
              .aggregate(ImmediateEventExecutor.INSTANCE)
              .join();
      return form.bodyParts();
    } catch (CompletionException notForm) {
      throw malformed("a form as RFC 7578 has it");
    }
  }

  private static byte[] stops(List<AggregatedBodyPart> parts) {
    Set<String> seen = new HashSet<>();
    for (AggregatedBodyPart part : parts) {
      String name = String.valueOf(part.name());
      if (!PARTS.contains(name) || !seen.add(name)) {
        String allowed = "the parts stops and path only, each once";
        throw Problem.invalid(List.of(new FieldError("/" + name, name, null, allowed)))
            .toException();
      }
    }
    return find(parts, "stops")
        .map(part -> part.content().array())
        .orElseThrow(
            () ->
                Problem.invalid(
                        List.of(new FieldError("/stops", "stops", null, "a CSV table of stops")))
                    .toException());
  }

  private static @Nullable JsonNode path(List<AggregatedBodyPart> parts) {
    Optional<AggregatedBodyPart> part = find(parts, "path");
    if (part.isEmpty()) {
      return null;
    }
    byte[] content = part.get().content().array();
    boolean json =
        content.length > 0
            && new String(content, StandardCharsets.UTF_8).stripLeading().startsWith("{");
    return (json ? EncodedPath.ofGeoJson(content) : EncodedPath.ofPolyline(content))
        .orElseThrow(
            () ->
                Problem.invalid(
                        List.of(
                            new FieldError(
                                "/path",
                                "path",
                                null,
                                "GeoJSON with one LineString, or an encoded polyline of 5 digits")))
                    .toException());
  }

  private static Optional<AggregatedBodyPart> find(List<AggregatedBodyPart> parts, String name) {
    return parts.stream().filter(part -> name.equals(part.name())).findFirst();
  }

  private static ProblemException malformed(String allowed) {
    return Problem.malformed(new FieldError("", "body", null, allowed)).toException();
  }

  private static Problem problem(PlanReading.Refused refused) {
    List<FieldError> errors = refused.problems().stream().map(PlanImport::error).toList();
    boolean unreadable = refused.problems().get(0).field().equals("document");
    return unreadable ? Problem.malformed(errors.get(0)) : Problem.invalid(errors);
  }

  private static FieldError error(PlanProblem problem) {
    String value = problem.value().isEmpty() ? null : problem.value();
    return new FieldError(problem.pointer(), problem.field(), value, problem.allowed());
  }
}
