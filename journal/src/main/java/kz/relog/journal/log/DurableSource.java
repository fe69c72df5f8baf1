package kz.relog.journal.log;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a reader needs to know of a journal. */
interface DurableSource {

  /** Where the journal is. */
  Path directory();

  /** Every entry up to here may be read. */
  long durableSeq();

  /** The files of entries, oldest first; may grow at its end. */
  List<EntryFile> entryFiles();

  /** What may be gone. */
  ErasedList erased();

  /** The last entries in memory; null for a journal looked at from outside. */
  @Nullable RecentEntries recent();
}
