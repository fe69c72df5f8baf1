package kz.relog.api.export;

import java.io.IOException;
import java.util.Set;

/**
 * A part of the package: one store's knowledge of a person. A store that keeps something of people
 * adds one to {@link PackageParts}; a test looks for tables without. Called by the worker's thread.
 */
public interface PackagePart {

  /** What the README calls it, for example {@code tracks}. */
  String name();

  /** The tables of the records that it tells of. */
  Set<String> tables();

  /** How many steps it takes, for the progress; 1 unless it is long. */
  default long steps(Subject subject) {
    return 1;
  }

  /**
   * Writes what is known of the person and of nobody else; calls {@link PackageOut#step()} after
   * each of its steps.
   */
  void write(Subject subject, PackageOut out) throws IOException;
}
