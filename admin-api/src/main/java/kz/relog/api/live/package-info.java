/** The live view and the events: what is, then what changes, over Server-Sent Events. */
@NullMarked
package kz.relog.api.live;

import org.jspecify.annotations.NullMarked;
