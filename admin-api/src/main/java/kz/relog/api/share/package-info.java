/** The customer's link: who waits at a stop sees when the vehicle comes, and no more than that. */
@NullMarked
package kz.relog.api.share;

import org.jspecify.annotations.NullMarked;
