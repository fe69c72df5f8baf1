/** Tells people what a frame is, or why it stays without an answer. */
@NullMarked
package kz.relog.proto.explain;

import org.jspecify.annotations.NullMarked;
