/**
 * The files of the journal: written through Chronicle Queue, read block by block; nothing else
 * knows Chronicle.
 */
@NullMarked
package kz.relog.journal.chronicle;

import org.jspecify.annotations.NullMarked;
