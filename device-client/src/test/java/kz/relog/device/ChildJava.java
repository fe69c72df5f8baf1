package kz.relog.device;

import java.io.File;
import java.util.LinkedHashSet;
import java.util.Set;
import kz.relog.proto.fix.FixBatchDecoder;
import kz.relog.proto.v1.Ack;

/** How a test starts a process of its own that runs a class of this module. */
final class ChildJava {
  private ChildJava() {}

  /** Wherever the classes of this run come from. */
  static String classPath() {
    Set<String> places = new LinkedHashSet<>();
    for (Class<?> type :
        new Class<?>[] {
          ChildJava.class, DeviceFleet.class, FixBatchDecoder.class, Ack.class.getSuperclass()
        }) {
      places.add(type.getProtectionDomain().getCodeSource().getLocation().getPath());
    }
    return String.join(File.pathSeparator, places);
  }

  /** A process builder of a class with arguments; its output is one stream. */
  static ProcessBuilder of(Class<?> main, String... args) {
    String[] command = new String[4 + args.length];
    command[0] = System.getProperty("java.home") + "/bin/java";
    command[1] = "-cp";
    command[2] = classPath();
    command[3] = main.getName();
    System.arraycopy(args, 0, command, 4, args.length);
    return new ProcessBuilder(command).redirectErrorStream(true);
  }
}
