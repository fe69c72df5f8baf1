/**
 * The journal itself: one writer, many readers, the durable position between them, and the way back
 * to it after a crash.
 */
@NullMarked
package kz.relog.journal.log;

import org.jspecify.annotations.NullMarked;
