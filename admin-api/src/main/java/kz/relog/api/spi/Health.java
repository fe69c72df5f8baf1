package kz.relog.api.spi;

import java.util.List;

/** How the process feels. Any thread; must answer within a second and not block on a stuck part. */
public interface Health {

  /** The parts of the process, each with its state; the worst one is the state of the whole. */
  List<Part> parts();

  /** The state of a part, from good to bad. */
  enum Status {
    /** It works. */
    OK,
    /** It works, but somebody should look. */
    DEGRADED,
    /** It does not work; the process must not get traffic. */
    FAILING
  }

  /**
   * One part.
   *
   * @param name from a closed set, for example {@code journal}
   * @param status its state
   * @param detail one sentence for the operator, without secrets or positions; "" when all is well
   */
  record Part(String name, Status status, String detail) {}
}
