package kz.relog.route;

/**
 * The hypotheses after a node while they are found: sorted by cost, the cheapest {@link
 * MatchState#K}. One that goes on as it was is named by the slot that holds it, and copied once
 * when all are known. Owned by the engine's thread; reused for all plans.
 */
final class Ranking {

  /** Instead of a slot: begins at this node, on the path or without a place. */
  private static final int NEW = -1;

  private static final int CELLS = MatchState.HYPOTHESIS_CELLS;

  private int count;
  private double[] along = new double[MatchState.K];
  private double[] cost = new double[MatchState.K];
  private final boolean[] off = new boolean[MatchState.K];
  private final int[] from = new int[MatchState.K];
  private final int[] since = new int[MatchState.K];
  private int[] slots = new int[MatchState.K * CELLS];

  void begin() {
    count = 0;
  }

  /** Offers a hypothesis that begins with this node. */
  void offerNew(double s, double itsCost, boolean isOff, int itsSince) {
    offer(s, itsCost, isOff, NEW, itsSince);
  }

  /** Offers to go on off the path from a hypothesis before. */
  void offerOff(MatchState st, int h, double itsCost, int itsSince) {
    offer(st.along[h], itsCost, true, h, itsSince);
  }

  private void offer(double s, double itsCost, boolean isOff, int itsFrom, int itsSince) {
    if (isOff && !merge(s, itsCost)) {
      return;
    }
    int at = count;
    while (at > 0 && cost[at - 1] > itsCost) {
      at--;
    }
    if (at == MatchState.K) {
      return;
    }
    int last = Math.min(count, MatchState.K - 1);
    for (int i = last; i > at; i--) {
      copy(i - 1, i);
    }
    count = last + 1;
    along[at] = s;
    cost[at] = itsCost;
    off[at] = isOff;
    from[at] = itsFrom;
    since[at] = itsSince;
  }

  /** Of two off the path near the same place the cheaper stays; false when it is the older. */
  private boolean merge(double s, double itsCost) {
    for (int i = 0; i < count; i++) {
      if (off[i] && !(Math.abs(along[i] - s) > Matcher.OFF_MERGE_METRES)) {
        if (cost[i] <= itsCost) {
          return false;
        }
        count--;
        for (int j = i; j < count; j++) {
          copy(j + 1, j);
        }
        return true;
      }
    }
    return true;
  }

  private void copy(int i, int to) {
    along[to] = along[i];
    cost[to] = cost[i];
    off[to] = off[i];
    from[to] = from[i];
    since[to] = since[i];
  }

  /**
   * Makes these the hypotheses of a state, at a node.
   *
   * @param odometer of those that begin here
   */
  void adopt(MatchState st, Fix fix, double odometer) {
    int x = Float.floatToRawIntBits((float) fix.x);
    int y = Float.floatToRawIntBits((float) fix.y);
    int ms = Cells.toCell(fix.timeMs, st.baseMs);
    int metres = Float.floatToRawIntBits((float) odometer);
    int[] old = st.slots;
    int[] now = slots;
    double least = cost[0];
    int offs = 0;
    for (int i = 0; i < count; i++) {
      int at = i * CELLS;
      cost[i] -= least;
      now[at + MatchState.ALONG] = Float.floatToRawIntBits((float) along[i]);
      now[at + MatchState.COST] = Float.floatToRawIntBits((float) cost[i]);
      now[at + MatchState.SINCE_MS] = since[i];
      offs |= off[i] ? 1 << i : 0;
      if (from[i] == NEW) {
        now[at + MatchState.ANCHOR_X] = x;
        now[at + MatchState.ANCHOR_Y] = y;
        now[at + MatchState.ANCHOR_MS] = ms;
        now[at + MatchState.ANCHOR_ODOMETER] = metres;
      } else {
        int was = from[i] * CELLS;
        for (int cell = MatchState.ANCHOR_X; cell <= MatchState.ANCHOR_ODOMETER; cell++) {
          now[at + cell] = old[was + cell];
        }
      }
    }
    swap(st);
    st.count = count;
    st.offs = offs;
    st.isMoved = true;
  }

  private void swap(MatchState st) {
    int[] oldSlots = st.slots;
    st.slots = slots;
    slots = oldSlots;
    double[] oldAlong = st.along;
    st.along = along;
    along = oldAlong;
    double[] oldCost = st.cost;
    st.cost = cost;
    cost = oldCost;
  }
}
