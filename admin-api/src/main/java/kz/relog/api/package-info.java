/** The HTTP window on the road: devices, plans, plan-fact, tracks and the live view. */
@NullMarked
package kz.relog.api;

import org.jspecify.annotations.NullMarked;
