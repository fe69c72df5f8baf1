package kz.relog.api.retain;

import java.util.Locale;

/**
 * What is kept, why, and for how long: the default term, and the least and the most that may be
 * set.
 */
public enum Category {
  /** Positions of drives, by months; a month goes when its last day is over the term. */
  POSITIONS(365, 90, 1_095, "plan and fact compared, and disputes about deliveries"),
  /** Positions for the live view alone: they are in the journal only, and go with its files. */
  LIVE_POSITIONS(3, 1, 30, "the live view"),
  /** Routes and stops of plans, after the drive. */
  PLANS(365, 90, 1_095, "plan and fact compared, and disputes about deliveries"),
  /** Who drove which vehicle when. */
  DRIVERS(365, 90, 1_095, "whose the positions and the deliveries are"),
  /** Names and words of stops, after the drive: the customers' data. */
  PLAN_WORDS(90, 30, 365, "questions of customers about their delivery"),
  /** Events of plans. */
  EVENTS(30, 30, 30, "readers that were away get what they missed"),
  /** Bodies of notices; the proof of sending stays. */
  NOTICE_BODIES(30, 1, 30, "sending again, and the person's own list"),
  /** Networks that people came from, in the audit. */
  NETWORKS(30, 1, 30, "attacks are seen and traced"),
  /** Sessions and tokens, after their end. */
  SESSIONS(1, 1, 30, "nothing: they have ended"),
  /** Access requests and holds, after their end. */
  REQUESTS(1_095, 365, 1_825, "proof that requests were answered and that holds had a reason"),
  /** Memberships that nobody uses: announced 30 days ahead, then ended. */
  MEMBERSHIPS(730, 180, 1_095, "the person may come back"),
  /** People whose membership ended: receipts and all else of them, erased whole. */
  FORMER_PEOPLE(1_095, 365, 1_825, "proof that the processing was lawful");

  private final int daysDefault;
  private final int daysMin;
  private final int daysMax;
  private final String reason;

  Category(int daysDefault, int daysMin, int daysMax, String reason) {
    this.daysDefault = daysDefault;
    this.daysMin = daysMin;
    this.daysMax = daysMax;
    this.reason = reason;
  }

  /** Its name in the API and in settings, such as {@code plan-words}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Days it is kept when nothing is set. */
  public int daysDefault() {
    return daysDefault;
  }

  /** The least days that may be set. */
  public int daysMin() {
    return daysMin;
  }

  /** The most days that may be set. */
  public int daysMax() {
    return daysMax;
  }

  /** Why it is kept. */
  public String reason() {
    return reason;
  }
}
