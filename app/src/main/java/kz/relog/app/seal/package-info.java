/** Sealing of values that rest outside the journal. */
@NullMarked
package kz.relog.app.seal;

import org.jspecify.annotations.NullMarked;
