package kz.relog.ingest.listen;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.concurrent.TimeUnit;
import kz.relog.ingest.IngestLimits;
import org.junit.jupiter.api.Test;

class AddressBucketsTest {

  private static final InetAddress ONE = PeerAddress.of(0, 0xFFFF_0A00_0001L);
  private static final InetAddress OTHER = PeerAddress.of(0x20010DB8_00000000L, 1);

  private final IngestLimits.Tcp limits = new IngestLimits.Tcp(100, 5, 2, 1, 1, 1, 1, 1_024);
  private final AddressBuckets buckets = new AddressBuckets(limits, 0);

  @Test
  void aBurstOfTwoSecondsWorthIsLetIn() {
    for (int i = 0; i < 4; i++) {
      assertThat(buckets.tryOpen(ONE, 0)).isTrue();
    }
    assertThat(buckets.tryOpen(ONE, 0)).isFalse();
    assertThat(buckets.tryOpen(OTHER, 0)).isTrue();
  }

  @Test
  void theBucketFillsAgain() {
    for (int i = 0; i < 4; i++) {
      buckets.tryOpen(ONE, 0);
      buckets.close(ONE);
    }
    assertThat(buckets.tryOpen(ONE, TimeUnit.MILLISECONDS.toNanos(400))).isFalse();
    assertThat(buckets.tryOpen(ONE, TimeUnit.MILLISECONDS.toNanos(600))).isTrue();
  }

  @Test
  void noMoreThanItsShareIsOpenAtOnce() {
    int opened = 0;
    for (int second = 0; second < 10; second++) {
      opened += buckets.tryOpen(ONE, TimeUnit.SECONDS.toNanos(second)) ? 1 : 0;
    }
    assertThat(opened).isEqualTo(5);
    buckets.close(ONE);
    assertThat(buckets.tryOpen(ONE, TimeUnit.SECONDS.toNanos(11))).isTrue();
  }

  @Test
  void anAddressThatLeftIsForgotten() {
    buckets.tryOpen(ONE, 0);
    buckets.close(ONE);
    buckets.tryOpen(OTHER, TimeUnit.SECONDS.toNanos(5));
    assertThat(buckets.addresses()).isEqualTo(1);
  }
}
