package kz.relog.app.erase;

import java.util.ArrayList;
import java.util.List;
import kz.relog.api.spi.SubjectEraser;
import kz.relog.api.store.AdminStore;
import kz.relog.app.feed.Feed;
import kz.relog.ingest.IngestServer;

/**
 * The register of everything that keeps something of a person besides journal, vault and archive,
 * in the order in which it forgets. Which class belongs to which of them stands in {@code
 * derived-stores.csv}; a class that handles positions and is not there fails the build.
 */
public final class DerivedStores {
  private DerivedStores() {}

  /** All of them. */
  public static List<SubjectEraser> all(AdminStore records, Feed feed, IngestServer ingest) {
    List<SubjectEraser> stores = new ArrayList<>(records.erasers());
    stores.add(new RoadEraser(ingest));
    // Last: it tells the events anew that hold without the facts that are gone.
    stores.add(new FeedEraser(feed));
    return List.copyOf(stores);
  }
}
