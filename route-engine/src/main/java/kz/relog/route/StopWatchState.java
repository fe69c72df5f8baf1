package kz.relog.route;

/** What the judge of stops remembers between two facts; copied into checkpoints. */
final class StopWatchState {

  static final byte PENDING = 0;
  static final byte INSIDE = 1;
  static final byte ARRIVED = 2;
  static final byte DEPARTED = 3;
  static final byte MISSED = 4;

  private static final StopState[] STATES = {
    StopState.PENDING, StopState.INSIDE, StopState.ARRIVED, StopState.DEPARTED, StopState.MISSED
  };

  /** Per stop one of the constants above. */
  final byte[] state;

  /** The stop whose circle the vehicle is in, -1 none. */
  int inside = -1;

  long insideSinceMs;

  /** The stay: where the vehicle has not moved away from. */
  double stayX;

  double stayY;
  long stayFromMs;
  long stayToMs;
  boolean stayUsed;
  boolean slowSeen;

  /** Highest stop index served, -1 none. */
  int lastServed = -1;

  double passedTo = Double.NaN;
  long passedMs;

  StopWatchState(int stops) {
    state = new byte[stops];
  }

  StopState stateOf(int stop) {
    return STATES[state[stop]];
  }

  void copyFrom(StopWatchState o) {
    System.arraycopy(o.state, 0, state, 0, state.length);
    inside = o.inside;
    insideSinceMs = o.insideSinceMs;
    stayX = o.stayX;
    stayY = o.stayY;
    stayFromMs = o.stayFromMs;
    stayToMs = o.stayToMs;
    stayUsed = o.stayUsed;
    slowSeen = o.slowSeen;
    lastServed = o.lastServed;
    passedTo = o.passedTo;
    passedMs = o.passedMs;
  }
}
