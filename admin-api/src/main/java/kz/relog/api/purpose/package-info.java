/** Holds each read of positions to a purpose, and records it. */
@NullMarked
package kz.relog.api.purpose;

import org.jspecify.annotations.NullMarked;
