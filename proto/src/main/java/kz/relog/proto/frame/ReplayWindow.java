package kz.relog.proto.frame;

/**
 * Which packet counters of one key were accepted: the highest, and one bit for each of the 64 below
 * it (bit i stands for {@code highest - 1 - i}). Counters are unsigned.
 *
 * <p>Two steps: {@link #check} may be asked early and by guess; {@link #accept} is called once,
 * after the frame has proved authentic, by the one thread that owns the window.
 */
public final class ReplayWindow {
  /** How many counters below the highest are remembered. */
  public static final int WIDTH = 64;

  private long highest;
  private long bitmap;

  /** A window that has seen nothing. */
  public ReplayWindow() {}

  /**
   * A window as it was kept elsewhere.
   *
   * @param highest highest counter accepted, 0 when none
   * @param bitmap bit i: {@code highest - 1 - i} was accepted
   */
  public ReplayWindow(long highest, long bitmap) {
    this.highest = highest;
    this.bitmap = bitmap;
  }

  /**
   * Whether a counter is new.
   *
   * @param counter full packet counter
   * @return false when it is 0, was accepted before, or is too old to tell
   */
  public boolean check(long counter) {
    return isNew(counter, highest, bitmap);
  }

  /**
   * The same question about a window kept as two numbers.
   *
   * @param counter full packet counter
   * @param highest highest counter accepted, 0 when none
   * @param bitmap bit i: {@code highest - 1 - i} was accepted
   * @return false when it is 0, was accepted before, or is too old to tell
   */
  public static boolean isNew(long counter, long highest, long bitmap) {
    if (counter == 0) {
      return false;
    }
    if (Long.compareUnsigned(counter, highest) > 0) {
      return true;
    }
    final long below = highest - counter;
    if (below == 0 || Long.compareUnsigned(below, WIDTH) > 0) {
      return false;
    }
    return (bitmap & (1L << (below - 1))) == 0;
  }

  /**
   * Takes a counter in, if it is new.
   *
   * @param counter full packet counter of an authentic frame
   * @return whether it was new
   */
  public boolean accept(long counter) {
    if (!check(counter)) {
      return false;
    }
    if (Long.compareUnsigned(counter, highest) > 0) {
      final long step = counter - highest;
      // The old highest moves to bit step-1; counter 0 was never accepted, so a fresh window has
      // none.
      final long old = highest == 0 ? 0 : 1;
      if (Long.compareUnsigned(step, WIDTH) < 0) {
        bitmap = bitmap << step | old << (step - 1);
      } else {
        bitmap = step == WIDTH ? old << (WIDTH - 1) : 0;
      }
      highest = counter;
    } else {
      bitmap |= 1L << (highest - counter - 1);
    }
    return true;
  }

  /**
   * The highest counter accepted.
   *
   * @return 0 when none
   */
  public long highest() {
    return highest;
  }

  /**
   * The counters accepted below the highest.
   *
   * @return bit i: {@code highest - 1 - i} was accepted
   */
  public long bitmap() {
    return bitmap;
  }
}
