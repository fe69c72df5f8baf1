package kz.relog.api.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a ZIP on a thread of its own, a few pieces behind the one that makes the content: half of
 * the time of a package is its compression. Used by one thread, which learns of a failure with the
 * next piece or at the end.
 */
final class ZipBehind implements AutoCloseable {
  /** Level of compression: tracks shrink to a fifth at a cost that is not felt. */
  private static final int LEVEL = 1;

  /** Pieces that wait; more would only be memory. */
  private static final int PIECES_MAX = 8;

  private static final byte[] NO_PIECE = new byte[0];

  private final Forgetful zip;
  private final Semaphore room = new Semaphore(PIECES_MAX);
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread made = new Thread(task, "export-zip");
            made.setDaemon(true);
            return made;
          });
  private volatile @Nullable Throwable failed;
  private volatile boolean closed;

  /** A ZIP into this stream, which is the thread's own until {@link #finish} or {@link #close}. */
  ZipBehind(OutputStream target) {
    this.zip = new Forgetful(target);
    this.zip.setLevel(LEVEL);
  }

  /** A ZIP whose compressor, which remembers the last 32 KiB, can go without the ZIP's end. */
  private static final class Forgetful extends ZipOutputStream {
    Forgetful(OutputStream target) {
      super(target);
    }

    void forget() {
      def.end();
    }
  }

  /** What the thread does next. */
  private interface Step {
    void run() throws IOException;
  }

  /** Begins a file. */
  void begin(String path) throws IOException {
    behind(() -> zip.putNextEntry(new ZipEntry(path)));
  }

  /** Adds to the file; the bytes are copied. */
  void write(byte[] from, int offset, int length) throws IOException {
    awaitTurn();
    byte[] piece = Arrays.copyOfRange(from, offset, offset + length);
    thread.execute(() -> run(() -> zip.write(piece, 0, piece.length), piece));
  }

  /** Ends the file. */
  void end() throws IOException {
    behind(zip::closeEntry);
  }

  /** Ends the ZIP and waits until all of it was handed on; the stream below stays open. */
  void finish() throws IOException {
    behind(
        () -> {
          zip.finish();
          zip.flush();
        });
    room(PIECES_MAX);
    rethrow();
  }

  private void behind(Step step) throws IOException {
    awaitTurn();
    thread.execute(() -> run(step, NO_PIECE));
  }

  private void awaitTurn() throws IOException {
    room(1);
    rethrow();
  }

  /**
   * Whatever becomes of a step, nothing of its piece stays, and no later one goes on without it.
   */
  private void run(Step step, byte[] piece) {
    try {
      if (failed == null && !closed) {
        step.run();
      }
    } catch (Throwable broken) {
      failed = broken;
    } finally {
      Arrays.fill(piece, (byte) 0);
      room.release();
    }
  }

  private void room(int pieces) {
    try {
      room.acquire(pieces);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new PackageOut.EndedException();
    }
  }

  private void rethrow() throws IOException {
    Throwable broken = failed;
    if (broken != null) {
      throw new IOException("the package cannot be written", broken);
    }
  }

  /** Ends the thread: when this returns nothing more is written. */
  @Override
  public void close() {
    closed = true;
    thread.shutdown();
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = thread.awaitTermination(1, TimeUnit.SECONDS);
      } catch (InterruptedException stopping) {
        interrupted = true;
      }
    }
    zip.forget();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
