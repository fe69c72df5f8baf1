/** Plans: put, listed, given to a device, compared with fact. */
@NullMarked
package kz.relog.api.planning;

import org.jspecify.annotations.NullMarked;
