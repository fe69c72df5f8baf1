/** The load benches as JMH runs them: a real server, real sockets, another process. */
@NullMarked
package kz.relog.bench.jmh;

import org.jspecify.annotations.NullMarked;
