package kz.relog.bench.rival;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Programs of this machine. Stateless. */
final class Programs {
  private Programs() {}

  /** Where a program is; empty if it is not on the path. */
  static Optional<Path> find(String name) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** What is said when a program is missing; empty if it is there. */
  static Optional<String> missing(String name) {
    return find(name).isPresent() ? Optional.empty() : Optional.of(name + " is not installed here");
  }
}
