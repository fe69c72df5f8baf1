/** A device and a server for tests, over real sockets. */
@NullMarked
package kz.relog.ingest.kit;

import org.jspecify.annotations.NullMarked;
