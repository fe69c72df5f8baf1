package kz.relog.api.spi;

import java.util.List;

/**
 * Keeps the events that were told, durably. Implemented here, written by the app's feed thread
 * alone. Calls block for one transaction.
 */
public interface EventLog {

  /**
   * Tells events. One that says the same as before is let go, and so is the retraction of one that
   * was never told; the others get the next version of their id, whatever version they have.
   *
   * @param events in order
   * @param nowMs when, Unix epoch ms UTC
   * @return what was told, with numbers
   * @throws RuntimeException when nothing could be written; the call may be repeated
   */
  List<Told> tell(List<PlanEvent> events, long nowMs);

  /**
   * Tells how the events of a plan differ from what was told of it before: after a restart, when
   * the engine has judged the plan anew.
   *
   * @param holding all events of the plan that hold now
   */
  List<Told> reconcile(long planRef, List<PlanEvent> holding, long nowMs);

  /** Forgets events told before a time, Unix epoch ms UTC. */
  void forgetBefore(long toldMs);

  /**
   * Leaves of a plan only what holds: no retracted event, no version before the last.
   *
   * @param planRef the plan
   */
  void forgetHistory(long planRef);

  /**
   * An event as it was told.
   *
   * @param number grows with each; never given twice
   * @param companyRef whose plan it is about; -1 when the records do not know
   */
  record Told(long number, long companyRef, PlanEvent event) {}
}
