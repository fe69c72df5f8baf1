/** What a tracked person sees of the tracking: whether it is on, for what, and the own track. */
@NullMarked
package kz.relog.api.driver;

import org.jspecify.annotations.NullMarked;
