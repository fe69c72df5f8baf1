/** One-time codes by which a phone or a tracker comes onto the road. */
@NullMarked
package kz.relog.api.enrol;

import org.jspecify.annotations.NullMarked;
