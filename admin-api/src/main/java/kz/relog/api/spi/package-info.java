/** What the admin API needs from the rest of Relog, as small interfaces that the app implements. */
@NullMarked
package kz.relog.api.spi;

import org.jspecify.annotations.NullMarked;
