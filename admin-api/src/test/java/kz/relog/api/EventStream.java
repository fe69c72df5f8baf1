package kz.relog.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** A reader of Server-Sent Events over a real connection. Read by one thread; blocks. */
final class EventStream implements AutoCloseable {
  final HttpResponse<InputStream> answer;
  private final BufferedReader lines;

  EventStream(RunningApi api, String lastEventId) {
    this(api, "/v1/live", lastEventId);
  }

  EventStream(RunningApi api, String path, String lastEventId) {
    this(api, path, lastEventId, "Bearer " + api.token);
  }

  EventStream(RunningApi api, String path, String lastEventId, String authorization) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(api.uri().resolve(path))
            .header("authorization", authorization)
            .header("accept", "text/event-stream");
    if (!lastEventId.isEmpty()) {
      request.header("last-event-id", lastEventId);
    }
    try {
      answer = api.http.send(request.build(), BodyHandlers.ofInputStream());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
    lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
  }

  /** One message; a comment has the event name ":". */
  record Message(String event, String id, String data) {
    JsonNode json() {
      return OpenApiDocument.read(data.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** The next message that is no heartbeat. */
  Message next() {
    Message message;
    do {
      message = nextOrHeartbeat();
    } while (message.event.equals(":"));
    return message;
  }

  /** The next message of this name; others are let go, but for the end. */
  Message next(String event) {
    Message message = next();
    while (!message.event.equals(event)) {
      assertThat(message.event).as("the stream ended before: " + event).isNotEqualTo("end");
      message = next();
    }
    return message;
  }

  Message nextOrHeartbeat() {
    String event = "";
    String id = "";
    String data = "";
    try {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isEmpty()) {
          return new Message(event, id, data);
        }
        int colon = line.indexOf(": ");
        String field = line.substring(0, Math.max(colon, 0));
        String value = line.substring(colon + 2);
        switch (field) {
          case "event" -> event = value;
          case "id" -> id = value;
          case "data" -> data = value;
          default -> event = ":";
        }
      }
    } catch (IOException cut) {
      return new Message("end", "", "");
    }
    return new Message("end", "", "");
  }

  @Override
  public void close() throws IOException {
    answer.body().close();
  }
}
