package kz.relog.journal;

import java.nio.file.Path;

/**
 * One file of the journal, as it was when asked for.
 *
 * @param path where it is
 * @param boot the boot number of the run that wrote it
 * @param firstSeq seq of its first entry
 * @param lastSeq seq of its last entry; of the file being written, the last durable one
 */
public record JournalFile(Path path, int boot, long firstSeq, long lastSeq) {}
