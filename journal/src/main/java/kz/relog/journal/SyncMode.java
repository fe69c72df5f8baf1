package kz.relog.journal;

/** What {@link JournalWriter#sync()} waits for before it publishes a durable position. */
public enum SyncMode {
  /** The disk: an entry that was published survives a power cut. */
  ALWAYS,
  /** Nothing: an entry that was published survives the process, not the machine. */
  OS
}
