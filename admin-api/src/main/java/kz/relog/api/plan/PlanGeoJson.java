package kz.relog.api.plan;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * Reads and writes plans as GeoJSON (RFC 7946): a FeatureCollection with the foreign members {@code
 * planId}, {@code startTime}, {@code endTime}, at most one LineString feature of {@code kind}
 * "path", and Point features of {@code kind} "stop". Stateless; any thread.
 */
public final class PlanGeoJson {
  private static final int E7_DIGITS = 7;

  /** Bounds what a hostile document can cost; NaN is let through to be refused with its place. */
  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  // Keeps no buffer that says who waits where.
                  .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxDocumentLength(PlanLimits.DOCUMENT_BYTES_MAX)
                          .maxNestingDepth(16)
                          .maxStringLength(10_000)
                          .maxNumberLength(100)
                          .maxNameLength(200)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private PlanGeoJson() {}

  /**
   * Reads a plan document, strictly.
   *
   * @param json UTF-8, at most {@link PlanLimits#DOCUMENT_BYTES_MAX} bytes
   * @return the plan, or all problems found (at most {@link PlanLimits#PROBLEMS_MAX}), each with
   *     its place, value and what is allowed
   */
  public static PlanReading read(byte[] json) {
    if (json.length > PlanLimits.DOCUMENT_BYTES_MAX) {
      return refused(json.length + " bytes", "at most " + PlanLimits.DOCUMENT_BYTES_MAX + " bytes");
    }
    try {
      return read(parse(json));
    } catch (JsonProcessingException notJson) {
      String place =
          notJson.getLocation() == null
              ? "not JSON"
              : "not JSON at line "
                  + notJson.getLocation().getLineNr()
                  + ", column "
                  + notJson.getLocation().getColumnNr();
      return refused(place, "one JSON document (" + notJson.getOriginalMessage() + ")");
    } catch (IOException notText) {
      // A mark or zeros at the start made the parser take the bytes for UTF-16 or UTF-32.
      return refused("not text", "one JSON document in UTF-8");
    }
  }

  /** Reads a plan document that is parsed already. */
  static PlanReading read(JsonNode document) {
    return new PlanReader().read(document);
  }

  /** Parses JSON within the limits on a plan document. */
  static JsonNode parse(byte[] json) throws IOException {
    return MAPPER.readTree(json);
  }

  /** Writes a plan so that {@link #read} gives an equal plan; UTF-8. */
  public static byte[] write(PlanRecord plan) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = MAPPER.createGenerator(bytes)) {
      out.writeStartObject();
      out.writeStringField("type", "FeatureCollection");
      out.writeStringField("planId", plan.planId());
      writeTime(out, "startTime", plan.startMs());
      writeTime(out, "endTime", plan.endMs());
      out.writeArrayFieldStart("features");
      if (plan.path().vertexCount() > 0) {
        writePath(out, plan.path());
      }
      for (StopRecord stop : plan.stops()) {
        writeStop(out, stop);
      }
      out.writeEndArray();
      out.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static void writePath(JsonGenerator out, PlanPath path) throws IOException {
    startFeature(out, "path");
    startGeometry(out, "LineString");
    out.writeStartArray();
    for (int i = 0; i < path.vertexCount(); i++) {
      writePosition(out, path.latE7(i), path.lonE7(i));
    }
    out.writeEndArray();
    endFeature(out);
  }

  private static void writeStop(JsonGenerator out, StopRecord stop) throws IOException {
    startFeature(out, "stop");
    out.writeNumberField("seq", stop.seq());
    writeText(out, "id", stop.id());
    writeText(out, "name", stop.name());
    writeTime(out, "arrive", stop.arriveMs());
    writeTime(out, "depart", stop.departMs());
    writeTime(out, "windowFrom", stop.windowFromMs());
    writeTime(out, "windowTo", stop.windowToMs());
    writeNumber(out, "serviceSeconds", stop.serviceSeconds());
    writeNumber(out, "radiusM", stop.radiusMetres());
    startGeometry(out, "Point");
    writePosition(out, stop.latE7(), stop.lonE7());
    endFeature(out);
  }

  private static void startFeature(JsonGenerator out, String kind) throws IOException {
    out.writeStartObject();
    out.writeStringField("type", "Feature");
    out.writeObjectFieldStart("properties");
    out.writeStringField("kind", kind);
  }

  private static void startGeometry(JsonGenerator out, String type) throws IOException {
    out.writeEndObject();
    out.writeObjectFieldStart("geometry");
    out.writeStringField("type", type);
    out.writeFieldName("coordinates");
  }

  private static void endFeature(JsonGenerator out) throws IOException {
    out.writeEndObject();
    out.writeEndObject();
  }

  private static void writePosition(JsonGenerator out, int latE7, int lonE7) throws IOException {
    out.writeStartArray();
    out.writeNumber(degrees(lonE7));
    out.writeNumber(degrees(latE7));
    out.writeEndArray();
  }

  private static String degrees(int valueE7) {
    BigDecimal degrees = BigDecimal.valueOf(valueE7, E7_DIGITS).stripTrailingZeros();
    return (degrees.scale() < 0 ? degrees.setScale(0) : degrees).toPlainString();
  }

  private static void writeTime(JsonGenerator out, String field, long ms) throws IOException {
    if (ms != 0) {
      out.writeStringField(field, Instant.ofEpochMilli(ms).toString());
    }
  }

  private static void writeText(JsonGenerator out, String field, String text) throws IOException {
    if (!text.isEmpty()) {
      out.writeStringField(field, text);
    }
  }

  private static void writeNumber(JsonGenerator out, String field, int value) throws IOException {
    if (value != 0) {
      out.writeNumberField(field, value);
    }
  }

  private static PlanReading refused(String value, String allowed) {
    return new PlanReading.Refused(List.of(new PlanProblem("", "document", value, allowed)));
  }
}
