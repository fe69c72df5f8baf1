package kz.relog.journal.log;

import java.nio.file.Path;
import java.util.List;

/** What a reader needs to know of a journal. */
interface DurableSource {

  /** Where the journal is. */
  Path directory();

  /** Every entry up to here may be read. */
  long durableSeq();

  /** The files of entries, oldest first; may grow at its end. */
  List<EntryFile> entryFiles();
}
