package kz.relog.app.drill;

import java.util.List;

/** All drills, in the order of help. */
final class Drills {
  static final List<Drill> ALL =
      List.of(
          new KillDrill(),
          new PowerCutDrill(),
          new IoErrorDrill(),
          new DiskFullDrill(),
          new CorruptDrill(),
          new PidReuseDrill(),
          new ClockDrill(),
          new SlowDiskDrill(),
          new EngineKillDrill(),
          new ErasureKillDrill(),
          new LossyLinkDrill());

  private Drills() {}

  /** The drill of a name. */
  static Drill get(String name) {
    return ALL.stream()
        .filter(drill -> drill.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no drill " + name));
  }
}
