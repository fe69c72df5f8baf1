/** Who did and who looked at what: append-only, hash-chained, without personal data. */
@NullMarked
package kz.relog.api.audit;

import org.jspecify.annotations.NullMarked;
