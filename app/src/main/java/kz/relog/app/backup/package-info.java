/** Copies a server's data while it runs, and brings a copy back without what was erased since. */
@NullMarked
package kz.relog.app.backup;

import org.jspecify.annotations.NullMarked;
