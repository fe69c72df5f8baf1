/** A frame: its layout, its keys and counters, sealing and opening. */
@NullMarked
package kz.relog.proto.frame;

import org.jspecify.annotations.NullMarked;
