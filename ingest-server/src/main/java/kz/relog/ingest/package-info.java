/** Relog. */
@NullMarked
package kz.relog.ingest;

import org.jspecify.annotations.NullMarked;
