/** Whose fixes may be stored, for what and when. */
@NullMarked
package kz.relog.ingest.gate;

import org.jspecify.annotations.NullMarked;
