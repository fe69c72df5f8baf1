/** The processes that are measured: started, asked for their CPU time, stopped. */
@NullMarked
package kz.relog.bench.process;

import org.jspecify.annotations.NullMarked;
