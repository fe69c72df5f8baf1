/** Proves on data of its own making that an erasure leaves nothing. */
@NullMarked
package kz.relog.app.prove;

import org.jspecify.annotations.NullMarked;
