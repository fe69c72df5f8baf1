/** Who calls, and what each operation asks of a caller. */
@NullMarked
package kz.relog.api.access;

import org.jspecify.annotations.NullMarked;
