/**
 * The SQL records of the admin API: texts written by its handlers, road tables by the projector.
 */
@NullMarked
package kz.relog.api.store;

import org.jspecify.annotations.NullMarked;
