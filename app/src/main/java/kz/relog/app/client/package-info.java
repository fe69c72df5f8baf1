/** A client of the admin API, for the commands that set up devices and plans. */
@NullMarked
package kz.relog.app.client;

import org.jspecify.annotations.NullMarked;
