/** One entry: how it is put together, sealed and checked. */
@NullMarked
package kz.relog.journal.entry;

import org.jspecify.annotations.NullMarked;
