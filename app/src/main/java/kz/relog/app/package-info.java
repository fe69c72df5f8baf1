/** Relog. */
@NullMarked
package kz.relog.app;

import org.jspecify.annotations.NullMarked;
