package kz.relog.ingest;

/** The two clocks of the server. Thread-safe. */
public interface IngestClock {

  /** The clocks of the machine. */
  IngestClock SYSTEM =
      new IngestClock() {
        @Override
        public long nowMs() {
          return System.currentTimeMillis();
        }

        @Override
        public long nanoTime() {
          return System.nanoTime();
        }
      };

  /** Unix epoch milliseconds, UTC; may jump. */
  long nowMs();

  /** Nanoseconds of a clock that never goes back; for intervals only. */
  long nanoTime();
}
