/** The durable log of entries and the vault of the keys that seal them. */
@NullMarked
package kz.relog.journal;

import org.jspecify.annotations.NullMarked;
