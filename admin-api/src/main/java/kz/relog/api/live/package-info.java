/** The live view: a snapshot, then what changed, over Server-Sent Events. */
@NullMarked
package kz.relog.api.live;

import org.jspecify.annotations.NullMarked;
