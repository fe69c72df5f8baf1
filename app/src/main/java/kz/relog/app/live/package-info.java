/** The fleet as it is now: published by the feed's thread, read by the API's. */
@NullMarked
package kz.relog.app.live;

import org.jspecify.annotations.NullMarked;
