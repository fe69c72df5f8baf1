/**
 * The sender of fixes: batches, seals, counts and resends them until the server has settled each.
 */
@NullMarked
package kz.relog.device;

import org.jspecify.annotations.NullMarked;
