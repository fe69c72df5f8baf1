package kz.relog.journal.log;

import java.nio.file.Path;

/** A file known to hold entries from a seq on. */
record EntryFile(Path path, int boot, long firstSeq) {}
