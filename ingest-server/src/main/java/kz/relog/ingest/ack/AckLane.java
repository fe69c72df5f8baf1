package kz.relog.ingest.ack;

import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * The way of acks from the sequencer to one loop: a ring, and one wake-up of the loop for as many
 * acks as lie in it. Threads: the sequencer offers and publishes, the loop drains.
 */
public final class AckLane {

  /** Drained in one turn, so that receiving is not held up. */
  private static final int DRAIN_MAX = 2_048;

  private final OneToOneRingBuffer ring;
  private final Executor loop;
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private final MessageHandler handler;
  private final Runnable afterDrain;
  private final Runnable drain = this::drain;
  private boolean offered;

  /**
   * A lane.
   *
   * @param ringBytes a power of two
   * @param loop runs tasks on the loop's thread
   * @param handler gets each {@link AckRecord} on the loop's thread
   * @param afterDrain runs on the loop's thread after each batch
   */
  public AckLane(int ringBytes, Executor loop, MessageHandler handler, Runnable afterDrain) {
    this.ring =
        new OneToOneRingBuffer(
            new UnsafeBuffer(
                ByteBuffer.allocateDirect(ringBytes + RingBufferDescriptor.TRAILER_LENGTH)));
    this.loop = loop;
    this.handler = handler;
    this.afterDrain = afterDrain;
  }

  /** Puts a record in; false if the lane is full. Sequencer. */
  public boolean offer(DirectBuffer records, int at) {
    offered = true;
    return ring.write(AckRecord.TYPE, records, at, AckRecord.BYTES);
  }

  /** Wakes the loop if something was offered. Sequencer. */
  public void publish() {
    if (offered) {
      offered = false;
      schedule();
    }
  }

  /** Whether everything offered was handled. Any thread. */
  public boolean isDrained() {
    return ring.size() == 0;
  }

  private void schedule() {
    if (scheduled.compareAndSet(false, true)) {
      try {
        loop.execute(drain);
      } catch (RejectedExecutionException e) {
        // The loop has ended, and with it every socket that an ack could go to.
        scheduled.set(false);
      }
    }
  }

  private void drain() {
    scheduled.set(false);
    int count = ring.read(handler, DRAIN_MAX);
    if (count > 0) {
      afterDrain.run();
    }
    if (ring.size() > 0) {
      schedule();
    }
  }
}
