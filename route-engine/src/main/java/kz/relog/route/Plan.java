package kz.relog.route;

import java.util.ArrayList;
import java.util.List;

/**
 * A planned route: stops in their order and, if known, the path between them. Immutable; may be
 * shared between threads.
 */
public final class Plan {

  private final long planRef;
  private final long vehicleRef;
  private final long version;
  private final long startMs;
  private final long endMs;
  private final long sinceMs;
  private final int[] pathLatE7;
  private final int[] pathLonE7;
  private final List<PlanStop> stops;

  private Plan(Builder builder) {
    this.planRef = builder.planRef;
    this.vehicleRef = builder.vehicleRef;
    this.version = builder.version;
    this.startMs = builder.startMs;
    this.endMs = builder.endMs;
    this.sinceMs = builder.sinceMs;
    this.pathLatE7 = builder.pathLatE7;
    this.pathLonE7 = builder.pathLonE7;
    this.stops = List.copyOf(builder.stops);
  }

  /** Starts a plan with the given reference (random, above 0). */
  public static Builder builder(long planRef) {
    return new Builder(planRef);
  }

  /** The plan's reference. */
  public long planRef() {
    return planRef;
  }

  /** The vehicle that is to drive it; 0 while unassigned. */
  public long vehicleRef() {
    return vehicleRef;
  }

  /** Version of this plan; a higher one replaces a lower one. */
  public long version() {
    return version;
  }

  /** Planned start, Unix epoch ms UTC, 0 unknown. */
  public long startMs() {
    return startMs;
  }

  /** Planned end, Unix epoch ms UTC, 0 unknown. */
  public long endMs() {
    return endMs;
  }

  /** When this version began to hold, Unix epoch ms UTC; 0 the engine's time when it is put. */
  public long sinceMs() {
    return sinceMs;
  }

  /** Number of vertices of the path; 0 when the stops alone are the plan. */
  public int pathSize() {
    return pathLatE7.length;
  }

  /** Latitude of a vertex in 10^-7 degrees. */
  public int pathLatE7(int vertex) {
    return pathLatE7[vertex];
  }

  /** Longitude of a vertex in 10^-7 degrees. */
  public int pathLonE7(int vertex) {
    return pathLonE7[vertex];
  }

  /** The stops in planned order, at least one. */
  public List<PlanStop> stops() {
    return stops;
  }

  /** Shows references and sizes only: logs never carry a position. */
  @Override
  public String toString() {
    return "Plan[" + planRef + " v" + version + ", " + stops.size() + " stops]";
  }

  /** Collects a plan; {@link #problems()} tells whether it can be built. Not thread-safe. */
  public static final class Builder {

    final long planRef;
    long vehicleRef;
    long version = 1;
    long startMs;
    long endMs;
    long sinceMs;
    int[] pathLatE7 = {};
    int[] pathLonE7 = {};
    final List<PlanStop> stops = new ArrayList<>();

    private Builder(long planRef) {
      this.planRef = planRef;
    }

    /** Assigns the vehicle; 0 means unassigned. */
    public Builder vehicleRef(long vehicleRef) {
      this.vehicleRef = vehicleRef;
      return this;
    }

    /** Sets the version, from 1. */
    public Builder version(long version) {
      this.version = version;
      return this;
    }

    /** Sets planned start and end, Unix epoch ms UTC; 0 where unknown. */
    public Builder period(long startMs, long endMs) {
      this.startMs = startMs;
      this.endMs = endMs;
      return this;
    }

    /**
     * Sets when this version began to hold: until then the version before it did. Facts of a
     * vehicle to which a plan is handed over count from then on. 0 is the engine's time.
     */
    public Builder sinceMs(long sinceMs) {
      this.sinceMs = sinceMs;
      return this;
    }

    /** Sets the path's vertices in 10^-7 degrees; copies the arrays. */
    public Builder path(int[] latE7, int[] lonE7) {
      this.pathLatE7 = latE7.clone();
      this.pathLonE7 = lonE7.clone();
      return this;
    }

    /** Adds the next stop. */
    public Builder stop(PlanStop stop) {
      stops.add(stop);
      return this;
    }

    /** All reasons why this plan cannot be followed; empty when it can. */
    public List<PlanProblem> problems() {
      return PlanCheck.problemsOf(this);
    }

    /**
     * Builds the plan.
     *
     * @throws IllegalStateException if {@link #problems()} is not empty
     */
    public Plan build() {
      List<PlanProblem> problems = problems();
      if (!problems.isEmpty()) {
        throw new IllegalStateException(problems.get(0).message());
      }
      return new Plan(this);
    }
  }
}
