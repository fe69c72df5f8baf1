package kz.relog.app.drill.ledger;

import kz.relog.proto.fix.FixBatchDecoder;

/**
 * The fixes of one drilled device: it drives north, stands {@value #DWELL_S} s after every {@value
 * #DRIVE_S} s, and every other device makes a detour once. Each fix follows from its number, so
 * that whatever is found stored can be checked without remembering what was sent.
 *
 * @param device number of the device in its drill
 * @param startMs time of fix 0, a whole second; one fix per second follows
 */
public record FixPattern(int device, long startMs) {
  /** Accuracy of every fix, metres. */
  public static final int ACCURACY_METRES = 5;

  /** Seconds of a leg on which it drives. */
  public static final int DRIVE_S = 160;

  /** Seconds of a leg on which it stands. */
  public static final int DWELL_S = 40;

  /** 10 m in 10^-7 degrees of latitude, in steps of the wire. */
  private static final int METRES_10_STEPS = 90;

  private static final int DETOUR_FROM = 620;
  private static final int DETOUR_TO = 740;

  /** 400 m at this latitude. */
  private static final int DETOUR_STEPS = 5_000;

  /** Fixes after which the drive begins again in the south, so that it stays on the map. */
  private static final int DRIVE_FIXES = 40_000;

  private static final int CENTRE_LAT_E7 = 432_000_000;
  private static final int CENTRE_LON_E7 = 769_000_000;

  /** The wire carries six digits. */
  private static final int STEP_E7 = 10;

  private static final long STEP_MS = 1_000;

  /** Unix epoch ms of a fix. */
  public long timeMs(int index) {
    return startMs + index * STEP_MS;
  }

  /** Number of the fix at a time; -1 if there can be none. */
  public int indexOf(long timeMs) {
    long since = timeMs - startMs;
    boolean onGrid = since >= 0 && since % STEP_MS == 0 && since / STEP_MS <= Integer.MAX_VALUE;
    return onGrid ? (int) (since / STEP_MS) : -1;
  }

  /** 10^-7 degrees. */
  public int latE7(int index) {
    return CENTRE_LAT_E7 + STEP_E7 * (METRES_10_STEPS * drivenSeconds(index) + noise(index, 1));
  }

  /** 10^-7 degrees. */
  public int lonE7(int index) {
    int at = index % DRIVE_FIXES;
    boolean detour = device % 2 == 1 && at >= DETOUR_FROM && at < DETOUR_TO;
    return lineLonE7() + STEP_E7 * ((detour ? DETOUR_STEPS : 0) + noise(index, 2));
  }

  /** Longitude of the line that it follows, 10^-7 degrees. */
  public int lineLonE7() {
    return CENTRE_LON_E7 + STEP_E7 * 1_000 * device;
  }

  /** Latitude where it stands for the n-th time, from 1; 0 is the start. 10^-7 degrees. */
  public int standLatE7(int n) {
    return CENTRE_LAT_E7 + STEP_E7 * (METRES_10_STEPS * DRIVE_S * n + 8);
  }

  private static int drivenSeconds(int index) {
    int at = index % DRIVE_FIXES;
    int leg = DRIVE_S + DWELL_S;
    return at / leg * DRIVE_S + Math.min(at % leg, DRIVE_S);
  }

  /** 0.1 m/s. */
  public int speedDmps(int index) {
    return index % (DRIVE_S + DWELL_S) < DRIVE_S ? 96 + noise(index, 3) / 2 : 0;
  }

  /** 0 to 359 degrees. */
  public int courseDegrees(int index) {
    return noise(index, 4) / 4;
  }

  private int noise(int index, int salt) {
    long mixed = (index * 0x9E37_79B9_7F4A_7C15L + device * 31L + salt) * 0xBF58_476D_1CE4_E5B9L;
    return (int) (mixed >>> 60); // 0 to 15 steps: up to 16 m
  }

  /** Whether a fix as stored is the fix that was sent. */
  boolean matches(
      int index, int latE7, int lonE7, int speedDmps, int courseDegrees, int accuracyMetres) {
    return latE7 == latE7(index)
        && lonE7 == lonE7(index)
        && speedDmps == speedDmps(index)
        && courseDegrees == courseDegrees(index)
        && accuracyMetres == ACCURACY_METRES;
  }

  /** Whether a row of a stored batch is the fix that was sent. */
  boolean matches(int index, FixBatchDecoder batch, int row) {
    return matches(
        index,
        batch.latE7(row),
        batch.lonE7(row),
        batch.speedDmps(row),
        batch.course(row),
        batch.accuracyMetres(row));
  }
}
