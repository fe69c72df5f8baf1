/** The command line of the benches: one command each, with what they share in one place. */
@NullMarked
package kz.relog.bench.command;

import org.jspecify.annotations.NullMarked;
