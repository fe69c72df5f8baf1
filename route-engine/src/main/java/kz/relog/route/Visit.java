package kz.relog.route;

/**
 * What the judge of stops remembers between two facts. What is remembered of each stop lies in the
 * run's packed state and is changed there.
 */
final class Visit {

  static final byte PENDING = 0;
  static final byte INSIDE = 1;
  static final byte ARRIVED = 2;
  static final byte DEPARTED = 3;
  static final byte MISSED = 4;

  /** Passed by or over, but in a silence long enough for a visit: nobody knows. */
  static final byte UNSEEN = 5;

  /** Cells of the packed form without the stops. */
  static final int CELLS = 9;

  private static final StopState[] STATES = {
    StopState.PENDING,
    StopState.INSIDE,
    StopState.ARRIVED,
    StopState.DEPARTED,
    StopState.MISSED,
    StopState.PENDING
  };

  private static final int SLOW = 1;
  private static final int DRIVEN = 2;
  private static final int MISSED_ANY = 4;

  private final StopMarks stops;

  int served;

  /** The stop whose circle the vehicle is in, -1 none. */
  int inside = -1;

  /** When the vehicle came to a stand in this visit, 0 not yet. */
  long slowFromMs;

  /** Time spent slow in this visit. */
  long slowMs;

  /** Metres from the stop to the nearest slow fact of this visit. */
  double slowMetres;

  /** Metres from the stop to where the vehicle stood when it arrived. */
  double standMetres;

  /** The same of the highest stop served. */
  double lastStandMetres;

  /** The last fix was slow and inside. */
  boolean slow;

  /** Last fix inside the circle. */
  long insideToMs;

  /** The vehicle has driven, faster than a walk, since the last arrival. */
  boolean driven = true;

  /** A stop was missed, for now at least. */
  boolean missedAny;

  /** Highest stop index served, -1 none. */
  int lastServed = -1;

  Visit(StopMarks stops) {
    this.stops = stops;
  }

  int state(int stop) {
    return stops.state(stop);
  }

  void state(int stop, int state) {
    stops.state(stop, state);
  }

  /** Served stops in the order of service are 1, 2, …; 0 not served. */
  int order(int stop) {
    return stops.order(stop);
  }

  void serve(int stop) {
    stops.order(stop, ++served);
    stops.state(stop, ARRIVED);
  }

  /** Counts a stop that was served before as served last. */
  void serveAgain(int stop) {
    int before = stops.order(stop);
    for (int i = 0; i < stops.size(); i++) {
      if (stops.order(i) > before) {
        stops.order(i, stops.order(i) - 1);
      }
    }
    served--;
    serve(stop);
  }

  StopState stateOf(int stop) {
    return STATES[stops.state(stop)];
  }

  boolean isOpen(int stop) {
    int state = stops.state(stop);
    return state != ARRIVED && state != DEPARTED;
  }

  /** The vehicle is beyond the stop without having been seen to serve it. */
  boolean isBehind(int stop) {
    return stops.state(stop) == MISSED || stops.state(stop) == UNSEEN;
  }

  boolean silent(int stop) {
    return stops.silent(stop);
  }

  void silent(int stop, boolean silent) {
    stops.silent(stop, silent);
  }

  /** A stop was served: silences before it say nothing of the stops after it. */
  void forgetSilences(int stop) {
    for (int i = stop + 1; i < stops.size(); i++) {
      stops.silent(i, false);
    }
  }

  void write(Cells to) {
    int flags = (slow ? SLOW : 0) | (driven ? DRIVEN : 0) | (missedAny ? MISSED_ANY : 0);
    to.putInt((served << 3) | flags);
    to.putInt(inside);
    to.putTime(slowFromMs);
    to.putSpan(slowMs);
    to.putFloat(slowMetres);
    to.putFloat(standMetres);
    to.putFloat(lastStandMetres);
    to.putTime(insideToMs);
    to.putInt(lastServed);
  }

  void read(Cells from) {
    int word = from.getInt();
    served = word >> 3;
    slow = (word & SLOW) != 0;
    driven = (word & DRIVEN) != 0;
    missedAny = (word & MISSED_ANY) != 0;
    inside = from.getInt();
    slowFromMs = from.getTime();
    slowMs = from.getSpan();
    slowMetres = from.getFloat();
    standMetres = from.getFloat();
    lastStandMetres = from.getFloat();
    insideToMs = from.getTime();
    lastServed = from.getInt();
  }
}
