/**
 * The route engine: planned routes and position facts in, plan-fact out, without clock, network or
 * disk.
 */
@NullMarked
package kz.relog.route;

import org.jspecify.annotations.NullMarked;
