/** Signed receipts of what a person agreed to: made, kept for the person, verified. */
@NullMarked
package kz.relog.api.receipt;

import org.jspecify.annotations.NullMarked;
