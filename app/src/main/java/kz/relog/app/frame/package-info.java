/** Frames on the command line: their size, and what is in one. */
@NullMarked
package kz.relog.app.frame;

import org.jspecify.annotations.NullMarked;
