/** One server in one process: everything is constructed, started and stopped here, by hand. */
@NullMarked
package kz.relog.app.serve;

import org.jspecify.annotations.NullMarked;
