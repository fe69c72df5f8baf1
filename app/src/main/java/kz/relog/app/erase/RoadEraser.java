package kz.relog.app.erase;

import java.util.Set;
import java.util.concurrent.TimeUnit;
import kz.relog.api.spi.SubjectEraser;
import kz.relog.ingest.IngestServer;

/** The buffers of the road in: each thread's last frame, opened. They hold nothing for long. */
final class RoadEraser implements SubjectEraser {
  private static final long WAIT_SECONDS_MAX = 30;

  private final IngestServer ingest;

  RoadEraser(IngestServer ingest) {
    this.ingest = ingest;
  }

  @Override
  public String name() {
    return "buffers of the road";
  }

  @Override
  public Set<String> categories() {
    return Set.of("location");
  }

  @Override
  public void forget(Erased erased) {
    ingest.scrub().orTimeout(WAIT_SECONDS_MAX, TimeUnit.SECONDS).join();
  }

  @Override
  public long holds(Erased erased) {
    return 0;
  }
}
