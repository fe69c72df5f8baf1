package kz.relog.proto.fix;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import kz.relog.proto.Vectors;
import org.junit.jupiter.api.Test;

/** Nothing is allocated per message once the code is warm. */
class CodecAllocationTest {
  private static final int ROUNDS = 50_000;

  private final FixBatchDecoder decoder = new FixBatchDecoder();
  private final FixBatchEncoder encoder = new FixBatchEncoder();
  private final AckEncoder ackEncoder = new AckEncoder();
  private final AckDecoder ackDecoder = new AckDecoder();
  private final ConsentDecoder consent = new ConsentDecoder();
  private final byte[] out = new byte[FixBatchEncoder.ENCODED_BYTES_MAX];
  private final byte[] rough = Vectors.hex(Vectors.frame("facts-low-bandwidth"), "plaintext");
  private final byte[] sixty = Vectors.hex(Vectors.frame("facts-sixty"), "plaintext");
  private final byte[] withdrawal = Vectors.hex(Vectors.frame("consent-withdraw"), "plaintext");
  private long sum;

  @Test
  void decodingAllocatesNothing() {
    assertAllocatesNothing(
        () -> {
          decoder.decode(rough, 0, rough.length);
          decoder.decode(sixty, 0, sixty.length - 1); // a fault
          decoder.decode(sixty, 0, sixty.length);
          for (int i = 0; i < decoder.count(); i++) {
            sum += decoder.timeMs(i) + decoder.latE7(i) + decoder.lonE7(i) + decoder.course(i);
          }
          consent.decode(withdrawal, 0, withdrawal.length);
          sum += consent.action().getNumber();
        });
  }

  @Test
  void encodingAllocatesNothing() {
    assertThat(decoder.decode(sixty, 0, sixty.length)).isEqualTo(BatchFault.NONE);
    assertAllocatesNothing(
        () -> {
          encoder.beginLike(decoder);
          for (int i = 0; i < decoder.count(); i += 2) {
            encoder.addFrom(decoder, i);
          }
          sum += encoder.encode(out, 0);
          final int length =
              ackEncoder
                  .reset()
                  .durableSeq(sum)
                  .durableAbove(5)
                  .trackingOn(true)
                  .encode(out, 0, 90);
          ackDecoder.decode(out, 0, length);
          sum += ackDecoder.status().getNumber();
        });
  }

  private void assertAllocatesNothing(Runnable work) {
    final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int attempt = 0; attempt < 5 && least >= ROUNDS; attempt++) {
      final long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < ROUNDS; i++) {
        work.run();
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    System.out.println("allocated in " + ROUNDS + " rounds: " + least + " B, sum " + sum);
    // The measurement itself may cost some bytes; a single object per round would be 800 KB.
    assertThat(least).isLessThan(ROUNDS / 10);
  }
}
