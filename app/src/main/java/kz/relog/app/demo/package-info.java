/** A simulated fleet that drives planned routes through the real sockets of a real server. */
@NullMarked
package kz.relog.app.demo;

import org.jspecify.annotations.NullMarked;
