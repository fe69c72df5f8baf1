/** Relog. */
@NullMarked
package kz.relog.journal;

import org.jspecify.annotations.NullMarked;
