package kz.relog.app.frame;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "size")
final class FrameSizeCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    return 0;
  }
}
