package kz.relog.app;

import picocli.CommandLine.IVersionProvider;

/** Tells the version from the jar's manifest. */
public final class RelogVersion implements IVersionProvider {
  /** The version alone. */
  public static String text() {
    String version = Relog.class.getPackage().getImplementationVersion();
    return version == null ? "(unpackaged)" : version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "relog " + text(),
      "Java " + System.getProperty("java.version") + ", " + System.getProperty("os.name")
    };
  }
}
