package kz.relog.ingest.gate;

/** What positions may be used for, as bits. They stand in every section of facts. */
public final class Purposes {

  /** No purpose: nothing is stored. */
  public static final int NONE = 0;

  /** Plan and fact are compared, and the track is archived for it. */
  public static final int PLAN_FACT = 1;

  /** The dispatcher sees where the vehicle is. */
  public static final int LIVE_VIEW = 2;

  /** The customer who waits sees it. */
  public static final int CUSTOMER_VIEW = 4;

  /** All of them. */
  public static final int EVERY = 7;

  private Purposes() {}

  /** The bits of a purpose as the wire numbers it: 0 every, else the purpose's own place. */
  public static int ofWire(int purpose) {
    return purpose == 0 ? EVERY : EVERY & 1 << (purpose - 1);
  }
}
