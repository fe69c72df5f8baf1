/** The one thread that judges, journals, forces and issues acks. */
@NullMarked
package kz.relog.ingest.sequence;

import org.jspecify.annotations.NullMarked;
