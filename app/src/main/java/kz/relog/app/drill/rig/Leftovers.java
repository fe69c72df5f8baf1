package kz.relog.app.drill.rig;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Processes and mounts that must not outlive the drill, also when a person interrupts it. Any
 * thread. One for the process, because its end is one.
 */
final class Leftovers {
  private static final Deque<AutoCloseable> OPEN = new ConcurrentLinkedDeque<>();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Leftovers::closeAll, "drill-leftovers"));
  }

  private Leftovers() {}

  /** To be closed at the end, the last one first. */
  static void add(AutoCloseable one) {
    OPEN.addFirst(one);
  }

  /** It was closed. */
  static void remove(AutoCloseable one) {
    OPEN.remove(one);
  }

  private static void closeAll() {
    for (AutoCloseable one : OPEN) {
      try {
        one.close();
      } catch (Exception e) {
        System.err.println("left behind: " + e.getMessage());
      }
    }
  }
}
