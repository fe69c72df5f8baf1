package kz.relog.api.retain;

import java.util.List;
import kz.relog.api.spi.Erasures;

/** Erases plans whose term is over; see {@link Erasures#endTerms}. */
@FunctionalInterface
public interface PlanTerms {
  /** Erases them, or what their stops are called; returns when it is done. */
  void end(List<Long> planRefs, Erasures.Scope scope);
}
