package kz.relog.api.track;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kz.relog.api.call.Answers;
import kz.relog.api.spi.TrackSource;
import org.jspecify.annotations.Nullable;

/**
 * Sends a track in pieces, each after the one before is on its way, so that a slow reader holds
 * back the reading and not the memory. Owned by the blocking thread that reads.
 */
final class TrackWriter implements TrackSource.FixVisitor {
  private static final int PIECE_CHARS = 64 * 1024;

  /** A reader that takes no piece for so long is gone. */
  private static final long PATIENCE_SECONDS = 30;

  private final CompletableFuture<HttpResponse> answer;
  private final MediaType type;
  private final TrackFormat format;
  private final StringBuilder piece = new StringBuilder(PIECE_CHARS + 512);
  private @Nullable HttpResponseWriter stream;

  TrackWriter(CompletableFuture<HttpResponse> answer, MediaType type, TrackFormat format) {
    this.answer = answer;
    this.type = type;
    this.format = format;
    format.head(piece);
  }

  @Override
  public boolean onFix(
      long timeMs, int latE7, int lonE7, int speedDmps, int courseDegrees, int accuracyMetres) {
    format.fix(piece, timeMs, latE7, lonE7, speedDmps, courseDegrees, accuracyMetres);
    return piece.length() < PIECE_CHARS || send();
  }

  /** Sends what is left, if the reader is still there. */
  void finish() {
    format.tail(piece);
    if (send() && stream != null) {
      stream.close();
    }
  }

  /** Ends the answer: as a problem if nothing was sent yet, else by breaking it off. */
  void fail(Throwable cause) {
    if (stream == null) {
      answer.completeExceptionally(cause);
    } else {
      stream.close(cause);
    }
  }

  private boolean send() {
    HttpResponseWriter open = stream;
    if (open == null) {
      open = HttpResponse.streaming();
      open.write(Answers.headers(HttpStatus.OK, type).build());
      stream = open;
      answer.complete(open);
    }
    byte[] bytes = piece.toString().getBytes(StandardCharsets.UTF_8);
    piece.setLength(0);
    if (!open.tryWrite(HttpData.wrap(bytes))) {
      return false;
    }
    try {
      open.whenConsumed().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return open.isOpen();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      open.close(stopping);
      return false;
    } catch (ExecutionException | TimeoutException gone) {
      open.close(gone);
      return false;
    }
  }
}
