/** A plain model of the gate, and random lives of a fleet that model and product must agree on. */
@NullMarked
package kz.relog.ingest.oracle;

import org.jspecify.annotations.NullMarked;
