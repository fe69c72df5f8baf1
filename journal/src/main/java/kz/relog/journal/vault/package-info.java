/**
 * The vault: keys in one small SQLite file, each wrapped under the master key, overwritten when
 * destroyed.
 */
@NullMarked
package kz.relog.journal.vault;

import org.jspecify.annotations.NullMarked;
