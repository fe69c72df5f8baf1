package kz.relog.app;

import picocli.CommandLine.IVersionProvider;

/** Tells the version from the jar's manifest. */
public final class RelogVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Relog.class.getPackage().getImplementationVersion();
    return new String[] {
      "relog " + (version == null ? "(unpackaged)" : version),
      "Java " + System.getProperty("java.version") + ", " + System.getProperty("os.name")
    };
  }
}
