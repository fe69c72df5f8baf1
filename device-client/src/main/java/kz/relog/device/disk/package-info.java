/** Small files that only their owner may read and that change whole or not at all. */
@NullMarked
package kz.relog.device.disk;

import org.jspecify.annotations.NullMarked;
