package kz.relog.bench;

import kz.relog.bench.command.Commands;

/** The benches' command line. Exit codes: 0 measured, 1 failed, 2 wrong usage. */
public final class Bench {
  private Bench() {}

  /** Runs a bench. */
  public static void main(String[] arguments) {
    // Before any class of Chronicle is loaded: it would tell its maker.
    System.setProperty("chronicle.analytics.disable", "true");
    System.exit(Commands.commandLine().execute(arguments));
  }
}
