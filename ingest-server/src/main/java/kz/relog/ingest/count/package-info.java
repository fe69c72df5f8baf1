/** Counters that one thread each writes and anyone may sum. */
@NullMarked
package kz.relog.ingest.count;

import org.jspecify.annotations.NullMarked;
