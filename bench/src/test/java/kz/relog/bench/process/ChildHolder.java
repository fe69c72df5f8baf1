package kz.relog.bench.process;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Starts a child that would run for long, tells its number and waits. */
final class ChildHolder {
  private ChildHolder() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    ChildProcess child =
        ChildProcess.start(
            List.of("sh", "-c", "echo ready; exec sleep 600"), Pattern.compile("ready"));
    child.awaitReady();
    System.out.println(child.pid());
    System.out.flush();
    TimeUnit.MINUTES.sleep(10);
  }
}
