/** What was promised, and the comparison with what journal and archive hold. */
@NullMarked
package kz.relog.app.drill.ledger;

import org.jspecify.annotations.NullMarked;
