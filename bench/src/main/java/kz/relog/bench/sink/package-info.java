/** The baseline: a server that does nothing but answer. */
@NullMarked
package kz.relog.bench.sink;

import org.jspecify.annotations.NullMarked;
