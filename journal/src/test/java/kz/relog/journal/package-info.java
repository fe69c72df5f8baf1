/** The journal's promises, as tests. */
@NullMarked
package kz.relog.journal;

import org.jspecify.annotations.NullMarked;
