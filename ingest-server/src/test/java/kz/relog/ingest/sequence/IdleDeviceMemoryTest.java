package kz.relog.ingest.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import kz.relog.ingest.DeviceSecrets;
import kz.relog.ingest.IngestLimits;
import kz.relog.ingest.device.DeviceKey;
import org.junit.jupiter.api.Test;

class IdleDeviceMemoryTest {

  private static final int DEVICES = 100_000;

  @Test
  void anIdleDeviceThatHasSentCostsLessThanAKilobyte() {
    RoadState state = new RoadState(IngestLimits.DEFAULTS);
    long before = usedBytes();
    for (int i = 1; i <= DEVICES; i++) {
      state.addKey(i, i, i);
    }
    long known = usedBytes() - before;
    DeviceSecrets secrets =
        new DeviceSecrets() {
          @Override
          public byte[] findSecret(long keyId) {
            return new byte[32];
          }

          @Override
          public void destroySecret(long keyId) {}
        };
    for (int i = 0; i < DEVICES; i++) {
      DeviceKey key = state.keys().at(i);
      key.frameKeys(secrets);
      key.accept(1);
      key.device().settled().settle(1);
    }
    long sent = usedBytes() - before;
    System.out.printf(
        "bytes of heap per device: %d known, %d after its first frame%n",
        known / DEVICES, sent / DEVICES);
    assertThat(sent / DEVICES).isLessThan(1_024);
    assertThat(state.keys().size()).isEqualTo(DEVICES);
  }

  private static long usedBytes() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
