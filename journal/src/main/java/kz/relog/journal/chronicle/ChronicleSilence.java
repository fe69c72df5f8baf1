package kz.relog.journal.chronicle;

/**
 * Switches off what Chronicle does besides writing files. Must run before any class of Chronicle is
 * loaded; loads none itself.
 */
public final class ChronicleSilence {

  private ChronicleSilence() {}

  /** Sets the system properties that nobody has set yet. Idempotent. */
  public static void ensure() {
    // The one that phones home; not a default that anyone may turn.
    System.setProperty("chronicle.analytics.disable", "true");
    setDefault("chronicle.announcer.disable", "true");
    // Free space is our own matter: JournalDisk.
    setDefault("chronicle.disk.monitor.disable", "true");
    setDefault("jvm.resource.tracing", "false");
  }

  private static void setDefault(String name, String value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }
}
