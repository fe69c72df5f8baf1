/** Leaves out fixes without which the drawn track stays the same within a stated distance. */
@NullMarked
package kz.relog.device.thin;

import org.jspecify.annotations.NullMarked;
