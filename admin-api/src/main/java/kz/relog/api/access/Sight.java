package kz.relog.api.access;

/** The category of position data that a read shows. */
public enum Sight {
  /** Stored positions, one after the other. */
  TRACK,
  /** Positions of now. */
  LIVE,
  /** When stops were reached, how far was driven: no positions, but where somebody was when. */
  PLAN_FACT,
  /** Plan and fact with the drive drawn. */
  REPORT,
  /** The caller's own track and plans. */
  OWN
}
