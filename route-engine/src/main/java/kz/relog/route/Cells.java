package kz.relog.route;

/**
 * Reads and writes the packed form of a run's state, one 32-bit cell after the other. Metres and
 * costs are floats; moments are ms from the run's base, so that a cell holds 24 days to both sides,
 * which is more than a plan may last ({@link Life}); lengths of time are ms up to 49 days. Owned by
 * the engine's thread; reused.
 */
final class Cells {

  int[] cells = {};
  long baseMs;
  private int at;

  Cells over(int[] newCells, long newBaseMs, int from) {
    cells = newCells;
    baseMs = newBaseMs;
    at = from;
    return this;
  }

  int position() {
    return at;
  }

  void putInt(int value) {
    cells[at++] = value;
  }

  int getInt() {
    return cells[at++];
  }

  void putFloat(double value) {
    cells[at++] = Float.floatToRawIntBits((float) value);
  }

  double getFloat() {
    return Float.intBitsToFloat(cells[at++]);
  }

  void putTime(long timeMs) {
    cells[at++] = toCell(timeMs, baseMs);
  }

  long getTime() {
    return toTime(cells[at++], baseMs);
  }

  void putSpan(long ms) {
    cells[at++] = (int) ms;
  }

  long getSpan() {
    return cells[at++] & 0xffff_ffffL;
  }

  /** Puts the first of some cells as they are. */
  void putAll(int[] from, int count) {
    System.arraycopy(from, 0, cells, at, count);
    at += count;
  }

  /** Gets some cells as they are. */
  void getAll(int[] to, int count) {
    System.arraycopy(cells, at, to, 0, count);
    at += count;
  }

  /** A moment as a cell; 0 is no moment on both sides. */
  static int toCell(long timeMs, long baseMs) {
    if (timeMs == 0) {
      return 0;
    }
    int offset = (int) (timeMs - baseMs);
    return offset < 0 ? offset : offset + 1;
  }

  static long toTime(int cell, long baseMs) {
    return cell == 0 ? 0 : baseMs + (cell < 0 ? cell : cell - 1);
  }
}
