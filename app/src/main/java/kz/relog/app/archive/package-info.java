/** The track archive: sealed columns of facts in SQL, written behind the journal, read by time. */
@NullMarked
package kz.relog.app.archive;

import org.jspecify.annotations.NullMarked;
