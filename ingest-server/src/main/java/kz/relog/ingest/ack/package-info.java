/** Acks on their way from the sequencer to the sockets. */
@NullMarked
package kz.relog.ingest.ack;

import org.jspecify.annotations.NullMarked;
