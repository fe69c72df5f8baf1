package kz.relog.api.export;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kz.relog.api.audit.AuditAction;
import kz.relog.api.audit.AuditEntry;
import kz.relog.api.audit.AuditLog;
import kz.relog.api.audit.ObjectKind;
import kz.relog.api.call.Answers;
import kz.relog.api.call.Call;
import kz.relog.api.problem.Problem;
import kz.relog.api.store.ExportRow;

/**
 * Sends an opened package piece by piece, each after the one before is on its way; when its reader
 * has all of it, the file goes. Any thread.
 */
final class PackageDownload {
  private static final MediaType ZIP = MediaType.create("application", "zip");

  private final Exports exports;
  private final AuditLog audit;
  private final Semaphore readers = new Semaphore(ExportLimits.READERS_MAX);

  PackageDownload(Exports exports, AuditLog audit) {
    this.exports = exports;
    this.audit = audit;
  }

  boolean tryBegin() {
    return readers.tryAcquire();
  }

  void end() {
    readers.release();
  }

  /** Answers with the package; {@link #end} follows by itself. */
  HttpResponse stream(Call call, ExportRow row) {
    SealedInput input;
    byte[] first;
    try {
      audit.record(
          AuditEntry.anonymous(AuditAction.EXPORT_READ)
              .inCompany(row.companyRef())
              .on(ObjectKind.EXPORT, row.exportRef())
              .about(row.personRef())
              .from(call.peer()));
      input =
          exports
              .open(row)
              .orElseThrow(
                  () ->
                      Problem.of(HttpStatus.GONE, "package-gone", "Gone", "It was deleted.")
                          .toException());
      first = input.next();
    } catch (RuntimeException | java.io.IOException failed) {
      end();
      throw failed instanceof RuntimeException ours ? ours : new IllegalStateException(failed);
    }
    call.context().clearRequestTimeout();
    HttpResponseWriter answer = HttpResponse.streaming();
    answer.write(
        Answers.headers(HttpStatus.OK, ZIP)
            .set(
                HttpHeaderNames.CONTENT_DISPOSITION,
                "attachment; filename=\"relog-access-package.zip\"")
            .build());
    call.context().blockingTaskExecutor().execute(() -> send(row, input, first, answer));
    return answer;
  }

  private void send(ExportRow row, SealedInput input, byte[] first, HttpResponseWriter answer) {
    try (input) {
      for (byte[] piece = first; piece.length > 0; piece = input.next()) {
        if (!answer.tryWrite(HttpData.wrap(piece))) {
          return;
        }
        answer.whenConsumed().get(ExportLimits.READER_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      }
      answer.close();
      answer.whenComplete().get(ExportLimits.READER_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      exports.fetched(row);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      answer.close(stopping);
    } catch (ExecutionException | TimeoutException gone) {
      // The reader left: the package stays, and the person makes another link.
      answer.close(gone);
    } catch (java.io.IOException | RuntimeException failed) {
      answer.close(failed);
    } finally {
      end();
    }
  }
}
