package kz.relog.api.notice;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import kz.relog.api.store.AdminStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that delivers what is in the outbox: woken by each new notice, and once a minute for
 * those that are tried again. Started before the server that queues notices, closed after it.
 */
public final class NoticeSender implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NoticeSender.class);
  private static final Duration LOOK_EVERY = Duration.ofMinutes(1);
  private static final Duration SWEEP_EVERY = Duration.ofHours(1);

  /** Longer than a mail server may take for one answer. */
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(35);

  private final Dispatch dispatch;
  private final OptOuts optOuts;
  private final Runnable before;
  private final Semaphore news = new Semaphore(1);
  private final Thread thread;
  private volatile boolean isStopping;
  private long sweptNs;
  private int failures;

  private NoticeSender(Dispatch dispatch, OptOuts optOuts, Runnable before) {
    this.dispatch = dispatch;
    this.optOuts = optOuts;
    this.before = before;
    this.thread = new Thread(this::run, "notices");
  }

  /**
   * Starts delivering.
   *
   * @param store the records, open; stays the caller's to close, after this
   * @param dataDir where the outbox file is without a mail server
   * @param people where people's addresses are
   * @param marketing who wants news and offers
   * @param before called on the thread before each look into the outbox: queues what has to be
   *     announced
   */
  public static NoticeSender start(
      AdminStore store,
      MailSettings settings,
      Path dataDir,
      People people,
      Marketing marketing,
      Runnable before,
      Clock clock) {
    Delivery delivery =
        settings
            .smtp()
            .<Delivery>map(smtp -> new SmtpDelivery(settings, smtp))
            .orElseGet(() -> new OutboxFile(dataDir, settings.from()));
    OptOuts optOuts = new OptOuts(store.optOuts(), new SecureRandom(), clock);
    NoticeSender sender =
        new NoticeSender(
            new Dispatch(store.notices(), delivery, settings, people, marketing, optOuts, clock),
            optOuts,
            before);
    store.notices().watch(sender::wake);
    sender.thread.start();
    return sender;
  }

  /** Looks into the outbox soon. */
  public void wake() {
    news.release();
  }

  /** Ends after the mail that is being handed over; the rest stays in the outbox. */
  @Override
  public void close() {
    isStopping = true;
    wake();
    try {
      thread.join(STOP_TIMEOUT.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!isStopping) {
      try {
        before.run();
        dispatch.drain(() -> isStopping);
        dispatch.forgetDropped();
        sweep();
        failures = 0;
      } catch (RuntimeException failed) {
        failures++;
        // The records may be busy or the disk full; what is queued stays queued.
        if (failures == 1) {
          LOG.warn("notices cannot be delivered just now", failed);
        }
      }
      await();
    }
  }

  private void await() {
    try {
      if (news.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        news.drainPermits();
      }
    } catch (InterruptedException interrupted) {
      isStopping = true;
    }
  }

  private void sweep() {
    long nowNs = System.nanoTime();
    if (sweptNs == 0 || nowNs - sweptNs > SWEEP_EVERY.toNanos()) {
      sweptNs = nowNs;
      dispatch.sweep();
      optOuts.sweep();
    }
  }
}
