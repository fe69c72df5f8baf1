/** Verifies signed receipts of consent. */
@NullMarked
package kz.relog.app.receipt;

import org.jspecify.annotations.NullMarked;
