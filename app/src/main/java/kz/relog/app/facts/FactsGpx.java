package kz.relog.app.facts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads facts from the track points of a GPX 1.0 or 1.1 file: position and time, and speed and
 * course where given ({@code speed}, {@code course}, in metres per second and degrees). Document
 * type definitions and external entities are refused. Stateless.
 */
public final class FactsGpx {

  private FactsGpx() {}

  /**
   * Reads a file.
   *
   * @throws IOException when the file cannot be read
   */
  public static FactsReading read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in);
    }
  }

  /** Reads from a stream, which stays open. */
  public static FactsReading read(InputStream in) {
    FactCollector facts = new FactCollector();
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      XMLStreamReader xml = factory.createXMLStreamReader(in);
      boolean root = false;
      while (xml.hasNext() && !facts.isFull()) {
        int event = next(xml);
        if (event == XMLStreamConstants.DTD) {
          facts.problem(line(xml), "DOCTYPE", "a document type", "GPX without one");
          break;
        }
        if (event == XMLStreamConstants.START_ELEMENT) {
          if (!root && !xml.getLocalName().equals("gpx")) {
            facts.problem(line(xml), xml.getLocalName(), "the root", "gpx");
            break;
          }
          root = true;
          if (xml.getLocalName().equals("trkpt")) {
            point(xml, facts);
          }
        }
      }
      xml.close();
    } catch (XMLStreamException broken) {
      long line = broken.getLocation() == null ? 1 : broken.getLocation().getLineNumber();
      facts.problem(line, "file", "not XML", "GPX 1.0 or 1.1");
    }
    return facts.reading();
  }

  private static void point(XMLStreamReader xml, FactCollector facts) throws XMLStreamException {
    int before = facts.problemCount();
    long line = line(xml);
    int lat = facts.degreesE7(line, "lat", attribute(xml, "lat"), 90);
    int lon = facts.degreesE7(line, "lon", attribute(xml, "lon"), 180);
    String time = "";
    String speed = "";
    String course = "";
    while (xml.hasNext()) {
      int event = next(xml);
      if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("trkpt")) {
        break;
      }
      if (event == XMLStreamConstants.START_ELEMENT) {
        switch (xml.getLocalName()) {
          case "time" -> time = text(xml);
          case "speed" -> speed = text(xml);
          case "course" -> course = text(xml);
          default -> {}
        }
      }
    }
    long timeMs = facts.time(line, "time", time);
    int speedDmps = facts.speedDmps(line, "speed", speed);
    int courseDegrees = facts.courseDegrees(line, "course", course);
    if (facts.problemCount() == before) {
      facts.add(new FactRow(timeMs, timeMs, lat, lon, speedDmps, courseDegrees, 0));
    }
  }

  /**
   * The JDK's parser fails on some broken documents by whatever runtime exception it runs into; to
   * the caller that is one more way of not being XML.
   */
  private static int next(XMLStreamReader xml) throws XMLStreamException {
    try {
      return xml.next();
    } catch (RuntimeException parserFault) {
      throw new XMLStreamException("the parser failed", xml.getLocation(), parserFault);
    }
  }

  private static String text(XMLStreamReader xml) throws XMLStreamException {
    try {
      return xml.getElementText();
    } catch (RuntimeException parserFault) {
      throw new XMLStreamException("the parser failed", xml.getLocation(), parserFault);
    }
  }

  private static String attribute(XMLStreamReader xml, String name) {
    String value = xml.getAttributeValue(null, name);
    return value == null ? "" : value;
  }

  private static long line(XMLStreamReader xml) {
    return xml.getLocation().getLineNumber();
  }
}
