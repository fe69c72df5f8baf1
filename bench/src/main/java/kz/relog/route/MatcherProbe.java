package kz.relog.route;

/**
 * The engine's matcher without anything around it, for the bench: one plan per vehicle, facts by
 * the block. Each vehicle's state lies packed where the engine keeps it. One thread.
 */
public final class MatcherProbe {

  private static final int EVERY = 256;
  private static final int ACCURACY = 8;

  private final PlanRun[] runs;
  private final Cells cells = new Cells();
  private final MatchState state = new MatchState();
  private final Matcher matcher = new Matcher();
  private final Fix fix = new Fix();

  private final ReadAhead readAhead = new ReadAhead();
  private final int[] latE7 = new int[Pending.BLOCK];
  private final int[] lonE7 = new int[Pending.BLOCK];

  /** A matcher of so many vehicles, numbered from 0. */
  public MatcherProbe(int vehicles) {
    this.runs = new PlanRun[vehicles];
  }

  /** Gives a vehicle its plan, which must have a path. */
  public void put(int vehicle, Plan plan) {
    runs[vehicle] = new PlanRun(plan, EVERY);
  }

  /** A block of facts, as columns, all of one time. */
  public interface Facts {

    /** Vehicle of the fact at an index. */
    int vehicle(int i);

    /** Latitude in 10^-7 degrees. */
    int latE7(int i);

    /** Longitude in 10^-7 degrees. */
    int lonE7(int i);

    /** Speed in 0.1 m/s. */
    int speedDmps(int i);

    /** Course in degrees. */
    int courseDegrees(int i);
  }

  /**
   * Places facts.
   *
   * @param facts the facts
   * @param count number of facts
   * @param timeMs when all of them were made, Unix epoch ms UTC
   * @param beforeMs when the facts before them were made
   * @return the sum of the places found, metres along the paths
   */
  public double match(Facts facts, int count, long timeMs, long beforeMs) {
    double sum = 0;
    for (int from = 0; from < count; from += Pending.BLOCK) {
      int to = Math.min(count, from + Pending.BLOCK);
      readAhead(facts, from, to);
      for (int i = from; i < to; i++) {
        sum += place(facts, i, timeMs, beforeMs);
      }
    }
    return sum;
  }

  private void readAhead(Facts facts, int from, int to) {
    for (int i = from; i < to; i++) {
      readAhead.run(i - from, runs[facts.vehicle(i)]);
      latE7[i - from] = facts.latE7(i);
      lonE7[i - from] = facts.lonE7(i);
    }
    readAhead.states(to - from);
    readAhead.paths(latE7, lonE7, to - from);
  }

  private double place(Facts facts, int i, long timeMs, long beforeMs) {
    PlanRun run = runs[facts.vehicle(i)];
    PathLine path = run.path;
    if (path == null) {
      return 0;
    }
    cells.over(run.cells, run.baseMs, JudgeState.CELLS);
    state.read(cells);
    state.readHypotheses(cells);
    fix.set(
        timeMs,
        facts.latE7(i),
        facts.lonE7(i),
        facts.speedDmps(i),
        facts.courseDegrees(i),
        ACCURACY,
        run.plane);
    matcher.match(path, run.times, fix, beforeMs, state);
    cells.over(run.cells, run.baseMs, JudgeState.CELLS);
    state.write(cells);
    state.writeHypotheses(cells);
    return Double.isNaN(matcher.along) ? 0 : matcher.along;
  }
}
