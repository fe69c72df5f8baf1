package kz.relog.journal;

import java.util.List;

/**
 * Result of {@link JournalVerifier}.
 *
 * @param files files read
 * @param entries good entries
 * @param firstSeq first good entry, 0 if none
 * @param lastSeq last good entry, 0 if none
 * @param durableSeq the highest durable position that the mark or any header tells
 * @param sectionsOpened sealed sections that opened; 0 without a vault
 * @param sectionsErased sealed sections whose key was destroyed under an ERASE, or whose bytes are
 *     gone under one
 * @param sectionsOverwritten those of them that are zeros
 * @param tornTail whether something unfinished follows the durable end, as after a power cut or
 *     while the journal is being written; not an error
 * @param problems the first {@value #PROBLEMS_MAX} problems
 * @param problemCount all problems
 */
public record JournalReport(
    int files,
    long entries,
    long firstSeq,
    long lastSeq,
    long durableSeq,
    long sectionsOpened,
    long sectionsErased,
    long sectionsOverwritten,
    boolean tornTail,
    List<JournalProblem> problems,
    long problemCount) {

  /** How many problems a report keeps. */
  public static final int PROBLEMS_MAX = 1000;

  /** Whether nothing is wrong. */
  public boolean ok() {
    return problemCount == 0;
  }

  /** For a command line: 0 if nothing is wrong, else 1. */
  public int exitStatus() {
    return ok() ? 0 : 1;
  }
}
