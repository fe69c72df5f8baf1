package kz.relog.app.planfact;

/** Hears how a run over many cases goes on, on the running thread. */
@FunctionalInterface
public interface CasesProgress {

  /**
   * One case is done.
   *
   * @param done cases done, this one included
   * @param total cases found
   * @param name the case's path below the cases' directory
   * @param outcome what became of it
   */
  void onCase(int done, int total, String name, CaseOutcome outcome);
}
