package kz.relog.app.erase;

import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kz.relog.api.spi.SubjectEraser;
import kz.relog.app.feed.Feed;

/**
 * Route engine, live view, the facts on their way from the archive to the engine, and the events of
 * plans that still run: all owned by the feed's thread, which does it.
 */
final class FeedEraser implements SubjectEraser {
  private static final long WAIT_SECONDS_MAX = 30;

  private final Feed feed;

  FeedEraser(Feed feed) {
    this.feed = feed;
  }

  @Override
  public String name() {
    return "route engine, live view, events of running plans";
  }

  @Override
  public Set<String> categories() {
    return Set.of("location", "activity");
  }

  @Override
  public void forget(Erased erased) {
    try {
      for (Place place : erased.places()) {
        feed.forget(place.deviceRef(), place.fromMs(), place.toMs())
            .get(WAIT_SECONDS_MAX, TimeUnit.SECONDS);
      }
      if (erased.scope().isWhole()) {
        feed.forgetLast(erased.subjectRef()).get(WAIT_SECONDS_MAX, TimeUnit.SECONDS);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while the feed was to forget", stopped);
    } catch (ExecutionException | TimeoutException failed) {
      throw new CompletionException("the feed did not forget", failed);
    }
  }

  @Override
  public long holds(Erased erased) {
    return erased.places().stream()
        .filter(place -> feed.showsStale(place.deviceRef(), place.fromMs(), place.toMs()))
        .count();
  }
}
