package kz.relog.api.store;

import java.util.List;

/**
 * What a check of the audit found.
 *
 * @param rows rows read
 * @param head the end of the chain as the table has it, to be kept elsewhere
 * @param afterKeptHead rows after the kept head: a few after a crash or beside a running server
 * @param problems what is wrong, in the order of the rows, at most {@link #PROBLEMS_MAX}
 * @param problemCount how much is wrong
 */
public record AuditReport(
    long rows, AuditHead head, long afterKeptHead, List<AuditProblem> problems, long problemCount) {
  /** More are counted, but not told one by one. */
  public static final int PROBLEMS_MAX = 100;

  /** Copies the list. */
  public AuditReport {
    problems = List.copyOf(problems);
  }

  /** Whether nothing is wrong. */
  public boolean ok() {
    return problemCount == 0;
  }
}
