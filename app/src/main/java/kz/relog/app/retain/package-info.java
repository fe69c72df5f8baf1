/** Which files of the journal nobody needs any more. */
@NullMarked
package kz.relog.app.retain;

import org.jspecify.annotations.NullMarked;
