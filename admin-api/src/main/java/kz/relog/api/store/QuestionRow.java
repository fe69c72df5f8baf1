package kz.relog.api.store;

import java.util.Optional;

/**
 * A question of a person. Times are Unix epoch ms UTC; its text form leaves out what was said.
 *
 * @param number its place, growing
 * @param questionRef names it
 * @param personRef who asked
 * @param askedMs when
 * @param answeredMs when it was answered; 0 before
 * @param question the text; empty once its person is erased
 * @param answer the text; empty before, and once its person is erased
 */
public record QuestionRow(
    long number,
    long questionRef,
    long personRef,
    long askedMs,
    long answeredMs,
    Optional<String> question,
    Optional<String> answer) {
  @Override
  public String toString() {
    return "QuestionRow[" + number + "]";
  }
}
