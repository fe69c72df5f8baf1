package kz.relog.app.drill;

import java.io.IOException;

/** One way to hurt a server, and the promise that must survive it. */
interface Drill {
  /** Its name on the command line. */
  String name();

  /** What it does and what must hold, in one or two sentences. */
  String what();

  /** What it needs besides Java; empty if nothing. */
  String needs();

  /** What a round is, in the plural. */
  String rounds();

  /** Rounds unless told otherwise. */
  int roundsByDefault();

  /**
   * Runs it; blocks.
   *
   * @throws kz.relog.app.drill.rig.CannotRun if the machine lacks what it needs
   */
  void run(DrillStage stage) throws IOException, InterruptedException;
}
