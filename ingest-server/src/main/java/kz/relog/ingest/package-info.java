/** The road in: sealed frames arrive over UDP and TCP, become durable and are acknowledged. */
@NullMarked
package kz.relog.ingest;

import org.jspecify.annotations.NullMarked;
