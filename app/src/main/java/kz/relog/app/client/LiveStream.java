package kz.relog.app.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Listens to a stream of the API and keeps every line that it was told, for drills that look what
 * somebody could still see. A thread of its own reads; any thread asks.
 */
public final class LiveStream implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final InputStream body;
  private final List<Line> lines = new ArrayList<>();
  private boolean ended;

  private LiveStream(InputStream body) {
    this.body = body;
  }

  /**
   * A line of data.
   *
   * @param atNs when it was read, as {@link System#nanoTime}
   * @param text as it was sent
   */
  public record Line(long atNs, String text) {
    /** Whether it shows where a device is. */
    public boolean shows(String device) {
      return names("vehicles", device);
    }

    /** Whether it says that the location of a device is off. */
    public boolean tellsOff(String device) {
      return names("locationOff", device);
    }

    private boolean names(String list, String device) {
      try {
        for (JsonNode one : JSON.readTree(text).path(list)) {
          if (one.path("device").asText().equals(device)) {
            return true;
          }
        }
        return false;
      } catch (JsonProcessingException notOurs) {
        throw new UncheckedIOException("the live stream told no JSON", notOurs);
      }
    }

    /** Says nothing of what was told. */
    @Override
    public String toString() {
      return "Line[" + text.length() + "]";
    }
  }

  /**
   * Opens the live stream of a company.
   *
   * @param api the server's API
   * @param token of an owner or a dispatcher
   * @throws IOException if it is refused
   */
  public static LiveStream open(URI api, String token) throws IOException, InterruptedException {
    var answer =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .build()
            .send(
                HttpRequest.newBuilder(api.resolve("/v1/live"))
                    .header("authorization", "Bearer " + token)
                    .header("accept", "text/event-stream")
                    .build(),
                BodyHandlers.ofInputStream());
    if (answer.statusCode() != 200) {
      throw new IOException("the live stream was refused: " + answer.statusCode());
    }
    LiveStream stream = new LiveStream(answer.body());
    Thread reader = new Thread(stream::read, "live-stream");
    reader.setDaemon(true);
    reader.start();
    return stream;
  }

  private void read() {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith("data: ")) {
          add(new Line(System.nanoTime(), line.substring("data: ".length())));
        }
      }
    } catch (IOException cut) {
      // The end, too.
    }
    end();
  }

  private synchronized void add(Line line) {
    lines.add(line);
  }

  private synchronized void end() {
    ended = true;
  }

  /** What was told up to now, oldest first. */
  public synchronized List<Line> lines() {
    return List.copyOf(lines);
  }

  /** Whether the server has ended it. */
  public synchronized boolean isEnded() {
    return ended;
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}
