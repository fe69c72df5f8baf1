package kz.relog.device;

import java.util.Optional;

/** A change of key of a device whose keys die with the process. */
final class MemoryKeyChange implements KeyChange {
  @Override
  public Optional<Next> begun() {
    return Optional.empty();
  }

  @Override
  public Optional<Next> begin(DeviceIdentity next) {
    return Optional.of(new Next(next, new MemoryCounterStore()));
  }

  @Override
  public void finish(DeviceIdentity next) {}
}
