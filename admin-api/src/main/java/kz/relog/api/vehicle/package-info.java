/** Vehicles, and who drives which from when to when. */
@NullMarked
package kz.relog.api.vehicle;

import org.jspecify.annotations.NullMarked;
