package kz.relog.bench.rival;

import java.io.IOException;
import java.util.Optional;

/**
 * Something the server is compared with in the same run. Another rival is another class of this and
 * a line where rivals are listed. One thread.
 */
public interface Rival {

  /** How it is called beside its figures. */
  String name();

  /** What has survived what, when it acknowledges. */
  String durability();

  /** How it is set up. */
  String settings();

  /** What it needs that this machine lacks, in words; empty if it can run. */
  default Optional<String> missing() {
    return Optional.empty();
  }

  /**
   * Starts it.
   *
   * @throws IOException if it does not start; the message says why
   */
  RunningRival start(RivalWork work) throws IOException, InterruptedException;
}
