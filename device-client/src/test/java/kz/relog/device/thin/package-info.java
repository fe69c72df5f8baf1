/** Tests of the thinning of tracks. */
@NullMarked
package kz.relog.device.thin;

import org.jspecify.annotations.NullMarked;
