package kz.relog.api.vehicle;

import com.linecorp.armeria.common.HttpStatus;
import java.time.Duration;
import kz.relog.api.call.Json;
import kz.relog.api.problem.FieldError;
import kz.relog.api.problem.Problem;

/** How far back who drove can be said, changed and corrected. Stateless; any thread. */
public final class LongAgo {
  /**
   * As long as a device keeps what was refused because nobody drove, and as long as the road gives
   * time to somebody new: what is older no device sends again, and no journal entry may admit.
   */
  static final Duration BACK_MAX = Duration.ofHours(12);

  private LongAgo() {}

  /**
   * Refuses what is too long ago.
   *
   * @param field what of the body says so
   * @param atMs where the time that is said anew begins, Unix epoch ms UTC
   * @throws kz.relog.api.problem.ProblemException 409, with what can be done instead
   */
  public static void refuse(String field, long atMs, long nowMs) {
    if (atMs >= nowMs - BACK_MAX.toMillis()) {
      return;
    }
    long hours = BACK_MAX.toHours();
    throw Problem.of(
            HttpStatus.CONFLICT,
            "too-long-ago",
            "Too long ago",
            "Who drove can be said and corrected at most "
                + hours
                + " hours back, as long as devices keep what was refused. What is stored under the"
                + " wrong person since longer, that person can have erased: POST /v1/me/erasures"
                + " with device, from and to.")
        .about(
            new FieldError("/" + field, field, Json.time(atMs), "at most " + hours + " hours ago"))
        .toException();
  }
}
