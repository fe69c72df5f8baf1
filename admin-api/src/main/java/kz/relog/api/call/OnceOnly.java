package kz.relog.api.call;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import kz.relog.api.access.Caller;
import kz.relog.api.problem.FieldError;
import kz.relog.api.problem.Problem;
import kz.relog.api.problem.ProblemException;
import kz.relog.api.spi.RoadFullException;
import kz.relog.api.store.IdempotentCallRecords;
import kz.relog.api.store.IdempotentCallRecords.Known;

/**
 * The step that lets a caller repeat a call whose answer was lost: with the same {@code
 * Idempotency-Key} and body it gets the first answer, and nothing is done again. Any thread; blocks
 * on the records.
 */
public final class OnceOnly {
  /** How long an answer is kept. */
  static final Duration TERM = Duration.ofHours(24);

  private static final String HEADER = "idempotency-key";
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9._~+/=-]{1,64}");

  private final IdempotentCallRecords records;
  private final Clock clock;

  /** Answers kept in these records. */
  public OnceOnly(IdempotentCallRecords records, Clock clock) {
    this.records = records;
    this.clock = clock;
  }

  /** The same endpoints, those of these operations with this step before their handler. */
  public List<Endpoint> before(Set<String> operations, List<Endpoint> endpoints) {
    return endpoints.stream()
        .map(one -> operations.contains(one.method() + " " + one.path()) ? step(one) : one)
        .toList();
  }

  private Endpoint step(Endpoint one) {
    return new Endpoint(
        one.method(),
        one.path(),
        one.access(),
        one.bodyBytesMax(),
        call -> {
          String key = call.headers().get(HEADER, "");
          return key.isEmpty() ? one.handler().handle(call) : once(one, call, key);
        },
        one.atDoor());
  }

  private HttpResponse once(Endpoint one, Call call, String key) throws Exception {
    if (!KEY.matcher(key).matches()) {
      String allowed = "1 to 64 characters out of A-Z a-z 0-9 . _ ~ + / = -";
      throw Problem.invalid(List.of(new FieldError(HEADER, HEADER, null, allowed))).toException();
    }
    Caller caller = call.caller();
    String name =
        String.join(
            " ",
            one.method().name(),
            call.context().path(),
            call.context().query() == null ? "" : call.context().query(),
            Refs.text(caller.personRef()),
            key);
    long nowMs = clock.millis();
    Known known =
        records.begin(caller.companyRef(), name, call.body(), nowMs, nowMs - TERM.toMillis());
    if (known instanceof Known.Answered answered) {
      return records
          .open(caller.companyRef(), answered.answer())
          .map(KeptAnswer::read)
          .orElseThrow(() -> unknown().toException());
    }
    if (known instanceof Known.Other) {
      String allowed = "another key: this one was used with another body";
      throw Problem.invalid(List.of(new FieldError(HEADER, HEADER, key, allowed))).toException();
    }
    if (known instanceof Known.Running) {
      throw unknown().toException();
    }
    return first(one, call, name);
  }

  /**
   * What was refused changed nothing, so the key is free again; a fault of ours leaves it taken.
   */
  private HttpResponse first(Endpoint one, Call call, String name) throws Exception {
    long companyRef = call.caller().companyRef();
    AggregatedHttpResponse answer;
    try {
      answer = one.handler().handle(call).aggregate().join();
    } catch (ProblemException | RoadFullException refused) {
      records.drop(companyRef, name);
      throw refused;
    }
    if (answer.status().isSuccess()) {
      records.end(companyRef, name, KeptAnswer.write(answer));
    } else {
      records.drop(companyRef, name);
    }
    return answer.toHttpResponse();
  }

  private static Problem unknown() {
    return Problem.conflict(
        "The first call with this Idempotency-Key has not ended, or was cut off; read the list to"
            + " see what it came to.");
  }
}
