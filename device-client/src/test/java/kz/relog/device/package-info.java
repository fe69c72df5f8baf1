/** Tests of the sender against a server that speaks the wire. */
@NullMarked
package kz.relog.device;

import org.jspecify.annotations.NullMarked;
