/** The messages inside frames, read and written on byte arrays without allocating. */
@NullMarked
package kz.relog.proto.fix;

import org.jspecify.annotations.NullMarked;
