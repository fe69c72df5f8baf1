package kz.relog.api.call;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kz.relog.api.store.AppliedSeq;

/** Waits until a command is durable on the road and visible in the records. Any thread; blocks. */
public final class RoadWait {
  private final AppliedSeq applied;
  private final long patienceNs;

  /**
   * A wait of limited patience.
   *
   * @param applied tells what the records show
   * @param patienceNs after this time the caller is told 202, and where to look
   */
  public RoadWait(AppliedSeq applied, long patienceNs) {
    this.applied = applied;
    this.patienceNs = patienceNs;
  }

  /**
   * Waits for a command.
   *
   * @return false when it is not visible in time; it may become so
   * @throws RuntimeException what the road refused it with; then nothing was changed
   */
  public boolean isVisible(CompletionStage<Long> command) throws InterruptedException {
    long deadlineNs = System.nanoTime() + patienceNs;
    try {
      long seq = command.toCompletableFuture().get(patienceNs, TimeUnit.NANOSECONDS);
      return applied.await(seq, Math.max(0, deadlineNs - System.nanoTime()));
    } catch (TimeoutException notDurableYet) {
      return false;
    } catch (ExecutionException refused) {
      if (refused.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("the road failed a command", refused.getCause());
    }
  }
}
