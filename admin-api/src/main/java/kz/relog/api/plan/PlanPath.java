package kz.relog.api.plan;

import java.util.Arrays;

/**
 * An ordered line of positions in 10<sup>-7</sup> degrees (WGS 84), possibly empty: a plan without
 * a path is given by its stops alone. Immutable; any thread.
 */
public final class PlanPath {
  /** The path of a plan that has none. */
  public static final PlanPath NONE = new PlanPath(new int[0], new int[0]);

  private final int[] latE7;
  private final int[] lonE7;

  private PlanPath(int[] latE7, int[] lonE7) {
    this.latE7 = latE7;
    this.lonE7 = lonE7;
  }

  /**
   * A path of the given vertices, copied.
   *
   * @param latE7 latitudes in 10<sup>-7</sup> degrees
   * @param lonE7 longitudes in 10<sup>-7</sup> degrees, as many as latitudes
   * @throws IllegalArgumentException when the two differ in length
   */
  public static PlanPath of(int[] latE7, int[] lonE7) {
    if (latE7.length != lonE7.length) {
      throw new IllegalArgumentException(
          latE7.length + " latitudes, " + lonE7.length + " longitudes");
    }
    return latE7.length == 0 ? NONE : new PlanPath(latE7.clone(), lonE7.clone());
  }

  /** The number of vertices; 0 when there is no path. */
  public int vertexCount() {
    return latE7.length;
  }

  /** The latitude of a vertex in 10<sup>-7</sup> degrees. */
  public int latE7(int vertex) {
    return latE7[vertex];
  }

  /** The longitude of a vertex in 10<sup>-7</sup> degrees. */
  public int lonE7(int vertex) {
    return lonE7[vertex];
  }

  /** All latitudes, a copy. */
  public int[] latitudesE7() {
    return latE7.clone();
  }

  /** All longitudes, a copy. */
  public int[] longitudesE7() {
    return lonE7.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PlanPath path
        && Arrays.equals(latE7, path.latE7)
        && Arrays.equals(lonE7, path.lonE7);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(latE7) + Arrays.hashCode(lonE7);
  }

  /** Tells the size only: logs never hold a position. */
  @Override
  public String toString() {
    return "PlanPath[" + latE7.length + " vertices]";
  }
}
