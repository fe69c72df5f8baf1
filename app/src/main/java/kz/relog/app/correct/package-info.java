/** Gives facts that stand under the wrong person to the right one, or has them erased. */
@NullMarked
package kz.relog.app.correct;

import org.jspecify.annotations.NullMarked;
