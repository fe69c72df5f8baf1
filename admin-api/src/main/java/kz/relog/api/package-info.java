/** Relog. */
@NullMarked
package kz.relog.api;

import org.jspecify.annotations.NullMarked;
