/** Tests of the durable spool. */
@NullMarked
package kz.relog.device.spool;

import org.jspecify.annotations.NullMarked;
