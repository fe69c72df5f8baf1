/** Relog. */
@NullMarked
package kz.relog.proto;

import org.jspecify.annotations.NullMarked;
