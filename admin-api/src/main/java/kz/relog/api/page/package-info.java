/** The console's files and the map library, from the class path. */
@NullMarked
package kz.relog.api.page;

import org.jspecify.annotations.NullMarked;
