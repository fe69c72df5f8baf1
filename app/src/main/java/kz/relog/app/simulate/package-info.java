/** A fleet of simulated devices against a running server. */
@NullMarked
package kz.relog.app.simulate;

import org.jspecify.annotations.NullMarked;
