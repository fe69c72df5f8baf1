/** Everything that is known of a person, as a sealed package that this person alone can fetch. */
@NullMarked
package kz.relog.api.export;

import org.jspecify.annotations.NullMarked;
