/** Brings archived facts back to the engine where its own memory does not reach. */
@NullMarked
package kz.relog.app.recompute;

import org.jspecify.annotations.NullMarked;
