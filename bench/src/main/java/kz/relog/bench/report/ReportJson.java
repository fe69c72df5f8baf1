package kz.relog.bench.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A report as JSON, for machines and for later comparisons. Stateless. */
public final class ReportJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int VERSION = 1;

  private ReportJson() {}

  /** The report's text. */
  public static String write(Report report) {
    ObjectNode root = JSON.createObjectNode();
    root.put("version", VERSION);
    ObjectNode machine = root.putObject("machine");
    report.machine().facts().forEach(machine::put);
    ArrayNode notes = root.putArray("notes");
    report.notes().forEach(notes::add);
    ArrayNode figures = root.putArray("figures");
    for (Figure figure : report.figures()) {
      ObjectNode node = figures.addObject();
      node.put("bench", figure.bench());
      node.put("who", figure.who());
      node.put("measure", figure.measure().name());
      node.put("unit", figure.measure().unit());
      node.put("axis", figure.axis().name());
      node.put("at", figure.at());
      node.put("value", figure.value());
      node.put("clean", figure.isClean());
      Target.find(figure)
          .ifPresent(
              target ->
                  node.put("target", target.limit()).put("targetMet", target.isMetBy(figure)));
      ArrayNode blemishes = node.putArray("blemishes");
      for (Blemish blemish : figure.blemishes()) {
        blemishes.addObject().put("kind", blemish.kind().name()).put("text", blemish.text());
      }
    }
    return root.toPrettyString();
  }

  /**
   * A report that was written before.
   *
   * @throws IOException if it cannot be read or is none; the message names the file
   */
  public static Report read(Path file) throws IOException {
    JsonNode root = JSON.readTree(Files.readString(file));
    if (root.path("version").asInt() != VERSION) {
      throw new IOException(file + " is not a report of version " + VERSION);
    }
    Map<String, String> facts = new LinkedHashMap<>();
    root.path("machine")
        .properties()
        .forEach(fact -> facts.put(fact.getKey(), fact.getValue().asText()));
    Report report = new Report(new Machine(facts));
    root.path("notes").forEach(note -> report.note(note.asText()));
    try {
      root.path("figures").forEach(node -> report.add(figure(node)));
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " holds a figure of another version", e);
    }
    return report;
  }

  private static Figure figure(JsonNode node) {
    List<Blemish> blemishes = new ArrayList<>();
    for (JsonNode blemish : node.path("blemishes")) {
      blemishes.add(
          new Blemish(
              Blemish.Kind.valueOf(blemish.path("kind").asText()), blemish.path("text").asText()));
    }
    return new Figure(
        node.path("bench").asText(),
        node.path("who").asText(),
        Measure.valueOf(node.path("measure").asText()),
        Axis.valueOf(node.path("axis").asText()),
        node.path("at").asDouble(),
        node.path("value").asDouble(),
        blemishes);
  }

  /** Writes a text into a folder that is made if it is absent. */
  public static void save(Path file, String text) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
