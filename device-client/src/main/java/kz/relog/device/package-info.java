/** Relog. */
@NullMarked
package kz.relog.device;

import org.jspecify.annotations.NullMarked;
