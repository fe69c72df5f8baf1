package kz.relog.api.live;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponseWriter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/**
 * One listening stream. It never holds more than one unsent piece: while that is on its way nothing
 * is written, and what changes meanwhile is told together by the next piece. Owned by the hub's
 * thread.
 */
final class LiveClient {
  private static final byte[] HEARTBEAT = ": \n\n".getBytes(StandardCharsets.US_ASCII);

  private final HttpResponseWriter stream;
  private final ByteArrayOutputStream piece = new ByteArrayOutputStream();
  private CompletableFuture<Void> onItsWay = CompletableFuture.completedFuture(null);
  private long writtenNs;

  /** The hub's look at the fleet up to which changes are told. */
  long toldTick;

  /** The number of the last event told. */
  long toldEvent;

  LiveClient(HttpResponseWriter stream, long nowNs) {
    this.stream = stream;
    this.writtenNs = nowNs;
  }

  boolean isOpen() {
    return stream.isOpen();
  }

  /** Whether the last piece has left us. */
  boolean isReady() {
    return onItsWay.isDone();
  }

  long silentNs(long nowNs) {
    return nowNs - writtenNs;
  }

  /** Adds a message to the next piece; an empty id leaves it out. */
  void add(String event, String id, byte[] json) {
    StringBuilder head = new StringBuilder("event: ").append(event).append('\n');
    if (!id.isEmpty()) {
      head.append("id: ").append(id).append('\n');
    }
    head.append("data: ");
    piece.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
    piece.writeBytes(json);
    piece.writeBytes("\n\n".getBytes(StandardCharsets.US_ASCII));
  }

  void addHeartbeat() {
    piece.writeBytes(HEARTBEAT);
  }

  boolean hasPiece() {
    return piece.size() > 0;
  }

  /** Sends what was added. */
  void send(long nowNs) {
    byte[] bytes = piece.toByteArray();
    piece.reset();
    if (stream.tryWrite(HttpData.wrap(bytes))) {
      onItsWay = stream.whenConsumed();
      writtenNs = nowNs;
    }
  }

  void close() {
    stream.close();
  }

  /** Breaks the stream off: its reader takes nothing. */
  void cut() {
    stream.abort();
  }
}
