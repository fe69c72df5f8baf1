/** The journal on the command line: verify, statistics, dump. */
@NullMarked
package kz.relog.app.journal;

import org.jspecify.annotations.NullMarked;
