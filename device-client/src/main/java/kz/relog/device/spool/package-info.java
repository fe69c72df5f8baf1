/** The durable spool: fixes and batches that wait for the server, sealed, in append-only files. */
@NullMarked
package kz.relog.device.spool;

import org.jspecify.annotations.NullMarked;
