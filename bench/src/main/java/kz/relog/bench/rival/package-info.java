/**
 * What the server is compared with, one class each: sinks that do nothing, and stores that keep.
 */
@NullMarked
package kz.relog.bench.rival;

import org.jspecify.annotations.NullMarked;
