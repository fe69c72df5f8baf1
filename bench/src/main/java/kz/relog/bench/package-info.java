/** Relog. */
@NullMarked
package kz.relog.bench;

import org.jspecify.annotations.NullMarked;
