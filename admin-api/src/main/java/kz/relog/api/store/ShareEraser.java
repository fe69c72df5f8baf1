package kz.relog.api.store;

import java.time.Clock;
import java.util.Set;
import kz.relog.api.spi.Erasures;
import kz.relog.api.spi.SubjectEraser;

/** Ends the customers' links that have shown a person. They hold nothing of that person. */
final class ShareEraser implements SubjectEraser {
  private final ShareRecords shares;
  private final Clock clock;

  ShareEraser(ShareRecords shares, Clock clock) {
    this.shares = shares;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "share-links";
  }

  @Override
  public Set<String> categories() {
    return Set.of("location");
  }

  @Override
  public void forget(Erased erased) {
    if (erased.scope().concerns(Erasures.TRACKS)) {
      shares.endShowing(erased.subjectRef(), clock.millis());
    }
  }

  @Override
  public long holds(Erased erased) {
    return erased.scope().concerns(Erasures.TRACKS) ? shares.countShowing(erased.subjectRef()) : 0;
  }
}
