package kz.relog.ingest.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import kz.relog.ingest.DeviceSecrets;
import kz.relog.ingest.gate.Bindings;
import kz.relog.proto.frame.ReplayWindow;
import org.junit.jupiter.api.Test;

class DeviceKeyTest {

  private final DeviceKey key = new DeviceKey(7, 0, new Device(1, Bindings.ofTracker()));

  @Test
  void acceptsEachCounterOnce() {
    assertThat(key.accept(1)).isTrue();
    assertThat(key.accept(1)).isFalse();
    assertThat(key.precheck(1)).isFalse();
    assertThat(key.precheck(2)).isTrue();
    assertThat(key.accept(0)).isFalse();
  }

  @Test
  void agreesWithTheWireDocumentsWindowOnRandomCounters() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      DeviceKey own = new DeviceKey(1, 0, new Device(1, Bindings.ofTracker()));
      ReplayWindow model = new ReplayWindow();
      long base = 1;
      for (int step = 0; step < 300; step++) {
        base += random.nextInt(20) == 0 ? random.nextInt(200) : random.nextInt(2);
        long counter = Math.max(1, base + random.nextInt(80) - 70);
        assertThat(own.precheck(counter)).as("seed %d", seed).isEqualTo(model.check(counter));
        assertThat(own.accept(counter)).as("seed %d", seed).isEqualTo(model.accept(counter));
        assertThat(own.highestCounter()).as("seed %d", seed).isEqualTo(model.highest());
        assertThat(own.windowBitmap()).as("seed %d", seed).isEqualTo(model.bitmap());
      }
    }
  }

  @Test
  void aLoopNeverTakesANewCounterForAnOldOneWhileTheWindowMoves() throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    CompletableFuture<Long> reader =
        CompletableFuture.supplyAsync(
            () -> {
              long wrong = 0;
              while (!stop.get()) {
                // Odd counters are never accepted, so none may ever look replayed while it is
                // within the window.
                long high = key.highestCounter();
                long odd = (high | 1) - 30;
                boolean fresh = odd < 1 || key.precheck(odd);
                wrong += fresh || key.highestCounter() - odd > ReplayWindow.WIDTH ? 0 : 1;
              }
              return wrong;
            });
    for (long counter = 2; counter < 2_000_000; counter += 2) {
      key.accept(counter);
    }
    stop.set(true);
    assertThat(reader.get()).isZero();
  }

  @Test
  void framesKeysAreDerivedOnceAndAMissingSecretSilencesTheKey() {
    int[] asked = new int[1];
    DeviceSecrets secrets =
        new DeviceSecrets() {
          @Override
          public byte[] findSecret(long keyId) {
            asked[0]++;
            return new byte[32];
          }

          @Override
          public void destroySecret(long keyId) {}
        };
    assertThat(key.frameKeys(secrets)).isSameAs(key.frameKeys(secrets)).isNotNull();
    assertThat(asked[0]).isEqualTo(1);
    key.silence();
    assertThat(key.frameKeys(secrets)).isNull();
    assertThat(key.derivedFrameKeys()).isNull();
  }
}
