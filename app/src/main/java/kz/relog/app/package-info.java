/** The wiring of the product and its command line: the only module that knows all others. */
@NullMarked
package kz.relog.app;

import org.jspecify.annotations.NullMarked;
