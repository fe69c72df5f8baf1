package kz.relog.api.planning;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import kz.relog.api.spi.PlanFactSource;
import kz.relog.api.spi.PlanFactView;
import kz.relog.api.store.PlanRow;

/** Where a plan stands in its life. */
enum PlanStage {
  /** No device has it. */
  UNASSIGNED,
  /** A device has it and was not seen on it yet. */
  WAITING,
  /** It is driven. */
  RUNNING,
  /** Every stop is served or missed. */
  FINISHED,
  /** Its time is over, and nothing of its drive is in memory; its report can be had. */
  CLOSED;

  /** All of them as words of the API. */
  static final List<String> WORDS = Arrays.stream(values()).map(PlanStage::word).toList();

  /** Its word in the API. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A plan without an end is taken for over when it was not changed for three days. */
  private static final long UNKNOWN_END_MS = 72 * 3_600_000L;

  static PlanStage of(PlanRow row, PlanFactSource planFacts, long nowMs) {
    if (row.deviceRef() == 0) {
      return UNASSIGNED;
    }
    Optional<PlanFactView> view = planFacts.find(row.planRef());
    return view.map(
            known ->
                switch (known.state()) {
                  case NO_PLAN, NOT_STARTED -> WAITING;
                  case ON_ROUTE, OFF_ROUTE -> RUNNING;
                  case FINISHED -> FINISHED;
                })
        .orElse(isOver(row, nowMs) ? CLOSED : WAITING);
  }

  private static boolean isOver(PlanRow row, long nowMs) {
    long endMs = row.endMs() == 0 ? row.changedMs() + UNKNOWN_END_MS : row.endMs();
    return endMs < nowMs;
  }
}
