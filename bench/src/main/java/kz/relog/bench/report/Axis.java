package kz.relog.bench.report;

/** What is varied between figures of one kind. */
public enum Axis {
  /** Nothing: the figure stands alone. */
  NONE(""),
  /** Fixes of a batch. */
  BATCH("fixes of a batch"),
  /** Part of the measured values that are not above the figure. */
  PERCENTILE("percentile"),
  /** Devices known to the server. */
  DEVICES("devices"),
  /** Facts of all devices together. */
  FACTS("facts"),
  /** Stops of a plan. */
  STOPS("stops of a plan"),
  /** Cores that the server may use. */
  CORES("cores of the server"),
  /** Frames, connects or requests due per second. */
  RATE("due per second"),
  /** TCP connections open. */
  CONNECTIONS("connections");

  private final String label;

  Axis(String label) {
    this.label = label;
  }

  /** In words, for a plot or a column. */
  public String label() {
    return label;
  }
}
