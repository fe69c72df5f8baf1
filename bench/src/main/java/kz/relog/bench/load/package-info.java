/** The load: frames sealed before the clock starts, and the sockets that send them. */
@NullMarked
package kz.relog.bench.load;

import org.jspecify.annotations.NullMarked;
