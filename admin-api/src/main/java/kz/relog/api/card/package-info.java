/** The numbers of payment cards, which no text may hold. */
@NullMarked
package kz.relog.api.card;

import org.jspecify.annotations.NullMarked;
