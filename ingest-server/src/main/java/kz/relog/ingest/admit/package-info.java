/** On the event loop: opens, decodes and validates a frame and offers it to the ring. */
@NullMarked
package kz.relog.ingest.admit;

import org.jspecify.annotations.NullMarked;
