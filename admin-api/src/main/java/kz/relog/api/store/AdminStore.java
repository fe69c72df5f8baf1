package kz.relog.api.store;

import java.nio.file.Files;
import java.nio.file.Path;
import kz.relog.api.spi.PlanSealer;
import kz.relog.api.spi.Projector;

/**
 * The admin API's records in one SQLite file. Open it before the feed starts: {@link #projector()}
 * tells where the feed goes on. Any thread; calls block.
 */
public final class AdminStore implements AutoCloseable {
  private final Path file;
  private final PlanSealer sealer;

  private AdminStore(Path file, PlanSealer sealer) {
    this.file = file;
    this.sealer = sealer;
  }

  /**
   * Opens or creates the records and brings their schema up to date.
   *
   * @param file usually {@code admin.db} in the data directory, which must exist
   * @param sealer seals the positions of plans
   * @throws RuntimeException when the file is not ours, newer than this program, or not writable
   */
  public static AdminStore open(Path file, PlanSealer sealer) {
    return new AdminStore(file, sealer);
  }

  /** The one projector of these records; the feed thread's. */
  public Projector projector() {
    if (Files.exists(file)) {
      sealer.seal(1, new byte[0]);
    }
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
