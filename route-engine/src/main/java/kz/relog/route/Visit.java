package kz.relog.route;

/** What the judge of stops remembers between two facts; copied into checkpoints. */
final class Visit {

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

  /** Served stops in the order of service get 1, 2, …; 0 not served. */
  final short[] order;

  short served;

  /** The stop whose circle the vehicle is in, -1 none. */
  int inside = -1;

  /** First slow fix of this visit, 0 none. */
  long slowFromMs;

  /** Time spent slow in this visit. */
  long slowMs;

  /** Metres from the stop to where the vehicle stood when it arrived. */
  double standMetres;

  double slowMetres;

  /** The same of the highest stop served. */
  double lastStandMetres;

  /** The last fix was slow and inside. */
  boolean slow;

  /** Last fix inside the circle. */
  long insideToMs;

  /** The vehicle has driven, faster than a walk, since the last arrival. */
  boolean driven = true;

  /** Highest stop index served, -1 none. */
  int lastServed = -1;

  /** Every stop before this one has been looked at for having been passed by. */
  int passedBy;

  Visit(int stops) {
    state = new byte[stops];
    order = new short[stops];
  }

  StopState stateOf(int stop) {
    return STATES[state[stop]];
  }

  boolean isOpen(int stop) {
    return state[stop] != ARRIVED && state[stop] != DEPARTED;
  }

  void copyFrom(Visit o) {
    System.arraycopy(o.state, 0, state, 0, state.length);
    System.arraycopy(o.order, 0, order, 0, order.length);
    served = o.served;
    inside = o.inside;
    slowFromMs = o.slowFromMs;
    slowMs = o.slowMs;
    standMetres = o.standMetres;
    lastStandMetres = o.lastStandMetres;
    slowMetres = o.slowMetres;
    slow = o.slow;
    insideToMs = o.insideToMs;
    driven = o.driven;
    lastServed = o.lastServed;
    passedBy = o.passedBy;
  }
}
