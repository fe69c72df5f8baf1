/** What each person permits, withdraws, pauses; and what is permitted on other grounds. */
@NullMarked
package kz.relog.api.permission;

import org.jspecify.annotations.NullMarked;
