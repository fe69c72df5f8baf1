/** How long what is kept, and what removes it when its term is over; legal holds. */
@NullMarked
package kz.relog.api.retain;

import org.jspecify.annotations.NullMarked;
