package kz.relog.api.problem;

/**
 * Ends a handler with a problem for the caller. Carries no stack trace: nothing of ours is broken.
 */
public final class ProblemException extends RuntimeException {
  private final transient Problem problem;

  ProblemException(Problem problem) {
    super(problem.toString(), null, false, false);
    this.problem = problem;
  }

  /** What to answer. */
  public Problem problem() {
    return problem;
  }
}
