package kz.relog.app.drill.rig;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** How to start a program as process 1 of a namespace of its own. Stateless. */
public final class PidNamespace {
  private static final List<String> AS_ROOT =
      List.of("unshare", "--pid", "--fork", "--kill-child", "--mount-proc");
  private static final List<String> AS_USER =
      List.of(
          "unshare",
          "--user",
          "--map-root-user",
          "--pid",
          "--fork",
          "--kill-child",
          "--mount-proc");

  private PidNamespace() {}

  /**
   * What to put before a command.
   *
   * @throws CannotRun if this machine lets nobody do it
   */
  public static List<String> prefix() throws IOException, InterruptedException {
    for (List<String> way : List.of(AS_ROOT, AS_USER)) {
      List<String> trial = new ArrayList<>(way);
      trial.addAll(List.of("sh", "-c", "test $$ = 1"));
      if (Shell.run(trial.toArray(String[]::new)).ok()) {
        return way;
      }
    }
    throw new CannotRun("needs unshare with root or user namespaces", null);
  }
}
