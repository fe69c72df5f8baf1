/** Relog. */
@NullMarked
package kz.relog.route;

import org.jspecify.annotations.NullMarked;
