package kz.relog.bench.process;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which server is measured, and how its process is started. Immutable.
 *
 * @param classPath of the server
 * @param flags of its JVM, behind those of the launcher
 * @param prefix a command that runs it, such as {@code taskset -c 0}; empty for none
 */
public record ServerBuild(String classPath, List<String> flags, List<String> prefix) {
  /** Copies the lists. */
  public ServerBuild {
    flags = List.copyOf(flags);
    prefix = List.copyOf(prefix);
  }

  /** The server that this bench was built with. */
  public static ServerBuild own(List<String> flags) {
    return new ServerBuild(System.getProperty("java.class.path"), flags, List.of());
  }

  /** The jars of a packaged server. */
  public static ServerBuild of(Path library, List<String> flags) {
    return new ServerBuild(library.resolve("*").toString(), flags, List.of());
  }

  /** The same with the classes of a folder before its own. */
  ServerBuild behind(Path folder) {
    return new ServerBuild(folder + File.pathSeparator + classPath, flags, prefix);
  }

  /** The same on these cores only. */
  public ServerBuild onCores(String cores) {
    return new ServerBuild(classPath, flags, List.of("taskset", "-c", cores));
  }

  /** The same with a further flag. */
  public ServerBuild with(String flag) {
    return new ServerBuild(
        classPath, Stream.concat(flags.stream(), Stream.of(flag)).toList(), prefix);
  }

  /** All flags of the server's JVM. */
  public List<String> allFlags() {
    return Stream.concat(JavaCommand.flags().stream(), flags.stream()).toList();
  }

  List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(JavaCommand.of(flags, classPath, "kz.relog.app.Relog", arguments));
    return command;
  }
}
