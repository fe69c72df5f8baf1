package kz.relog.bench.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command lines of Java processes. */
final class JavaCommand {
  /** The flags of the launcher at the root of the project. */
  private static final List<String> LAUNCHER_FLAGS =
      List.of(
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
          "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
          "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
          "-Dchronicle.analytics.disable=true",
          "-XX:-HeapDumpOnOutOfMemoryError",
          "-XX:-CreateCoredumpOnCrash",
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:+UseStringDeduplication",
          "-Djava.awt.headless=true",
          "-Dio.netty.leakDetection.level=disabled");

  /** From here on the JDK warns of what Agrona and Chronicle do, unless told not to. */
  private static final int NEWER_JDK = 24;

  private JavaCommand() {}

  /** The flags that the launcher gives a server on this Java. */
  static List<String> flags() {
    List<String> flags = new ArrayList<>(LAUNCHER_FLAGS);
    if (Runtime.version().feature() >= NEWER_JDK) {
      flags.add("--sun-misc-unsafe-memory-access=allow");
      flags.add("--enable-native-access=ALL-UNNAMED");
    } else {
      flags.add("--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED");
    }
    return flags;
  }

  /** Java with the launcher's flags. */
  static List<String> of(String classPath, String main, List<String> arguments) {
    return of(List.of(), classPath, main, arguments);
  }

  /** The same with further flags behind the launcher's. */
  static List<String> of(
      List<String> further, String classPath, String main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(tool("java"));
    command.addAll(flags());
    command.addAll(further);
    command.add("-cp");
    command.add(classPath);
    command.add(main);
    command.addAll(arguments);
    return command;
  }

  /** A program of the JDK that runs this. */
  static String tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }
}
