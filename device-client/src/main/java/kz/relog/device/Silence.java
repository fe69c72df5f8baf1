package kz.relog.device;

import java.util.Random;

/**
 * Whether the server is heard. When nothing has come for a while after a frame went out, the way is
 * probably gone, and sending everything again would only cost bytes: then one frame at a time goes
 * out, after waits that grow. One thread.
 */
final class Silence {
  private final RetryPolicy retrying;
  private final Random random;
  private long sinceNs = Sender.NEVER;
  private int probes;
  private long probeDueNs;

  Silence(RetryPolicy retrying, Random random) {
    this.retrying = retrying;
    this.random = random;
  }

  /** A frame went out. */
  void onSent(long nowNs) {
    if (sinceNs == Sender.NEVER) {
      sinceNs = nowNs;
    }
    probes = isSilent(nowNs) ? probes + 1 : 1;
    probeDueNs = nowNs + Backoff.waitNs(retrying.firstMs(), retrying.capMs(), probes, random);
  }

  /** An authentic answer came. */
  void onHeard() {
    sinceNs = Sender.NEVER;
  }

  /** There is another way to the server: try it at once. */
  void onNewWay(long nowNs) {
    probeDueNs = Math.min(probeDueNs, nowNs);
  }

  boolean isSilent(long nowNs) {
    return sinceNs != Sender.NEVER && nowNs >= silentFromNs();
  }

  /** When the next frame may go out that would otherwise go out at {@code dueNs}. */
  long dueNs(long dueNs) {
    return sinceNs == Sender.NEVER || dueNs < silentFromNs() ? dueNs : Math.max(dueNs, probeDueNs);
  }

  /** When the first frame without an answer went out, {@link Sender#NEVER} if there is none. */
  long sinceNs() {
    return sinceNs;
  }

  private long silentFromNs() {
    return sinceNs + retrying.silentMs() * 1_000_000;
  }
}
