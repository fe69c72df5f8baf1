/** How JSON is read and written here: so that nothing of it stays in memory. */
@NullMarked
package kz.relog.api.json;

import org.jspecify.annotations.NullMarked;
