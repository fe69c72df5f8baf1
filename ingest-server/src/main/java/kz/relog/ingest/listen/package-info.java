/** Sockets and event loops: datagrams and connections in, acks out. */
@NullMarked
package kz.relog.ingest.listen;

import org.jspecify.annotations.NullMarked;
