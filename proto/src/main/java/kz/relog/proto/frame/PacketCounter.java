package kz.relog.proto.frame;

/**
 * The 64-bit packet counter of a device key, of which a frame carries the low 32 bits. Unsigned
 * throughout. Stateless, any thread.
 */
public final class PacketCounter {
  private static final long WRAP = 1L << 32;
  private static final long HALF = 1L << 31;

  private PacketCounter() {}

  /**
   * The counter with the given low half that lies nearest to the highest one accepted. Values below
   * 0 and above 2^64-1 do not exist; at the same distance the higher one is meant, for time goes
   * forward.
   *
   * @param low32 low half as read from the frame
   * @param highest highest counter accepted so far, 0 when none
   * @return the full counter, unsigned; 0 is never valid and {@link ReplayWindow} refuses it
   */
  public static long nearest(int low32, long highest) {
    final long here = (highest & ~(WRAP - 1)) | (low32 & 0xFFFF_FFFFL);
    final long above = here - highest; // signed: both lie within 2^32 of each other
    if (above > HALF) {
      return Long.compareUnsigned(here, WRAP) < 0 ? here : here - WRAP;
    }
    if (above <= -HALF) {
      return Long.compareUnsigned(here, -WRAP) >= 0 ? here : here + WRAP;
    }
    return here;
  }
}
