/** JMH benches of single steps. */
@NullMarked
package kz.relog.bench.micro;

import org.jspecify.annotations.NullMarked;
