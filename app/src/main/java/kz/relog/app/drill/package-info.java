/**
 * Fault drills. Each hurts a real server in one way and compares what was acked with what is
 * stored.
 */
@NullMarked
package kz.relog.app.drill;

import org.jspecify.annotations.NullMarked;
