package kz.relog.device;

import java.io.IOException;
import java.util.Optional;

/**
 * How a device comes to its next key so that it holds a working one at every moment: the next key
 * is stored beside the present one, and takes its place when the server has answered to it. Called
 * on the sender's thread.
 */
interface KeyChange {
  /** Keeps its key whatever the server asks. */
  KeyChange NONE =
      new KeyChange() {
        @Override
        public Optional<Next> begun() {
          return Optional.empty();
        }

        @Override
        public Optional<Next> begin(DeviceIdentity next) {
          return Optional.empty();
        }

        @Override
        public void finish(DeviceIdentity next) {}
      };

  /**
   * A key that the server has announced and not yet answered to.
   *
   * @param identity the device under that key
   * @param counters of that key
   */
  record Next(DeviceIdentity identity, CounterStore counters) {}

  /** A change that an earlier run began and did not finish. */
  Optional<Next> begun();

  /**
   * Stores the next key, durably; one that was begun before and differs is given up.
   *
   * @return empty if this device keeps its key
   * @throws IOException if it cannot be stored; the device stays with its key
   */
  Optional<Next> begin(DeviceIdentity next) throws IOException;

  /**
   * The server has answered to the next key: it is the key, the old one is destroyed.
   *
   * @throws IOException if that cannot be stored; the next run tries again
   */
  void finish(DeviceIdentity next) throws IOException;
}
