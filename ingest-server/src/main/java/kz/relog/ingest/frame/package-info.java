/** Frames out of a stream of bytes, bounded. */
@NullMarked
package kz.relog.ingest.frame;

import org.jspecify.annotations.NullMarked;
