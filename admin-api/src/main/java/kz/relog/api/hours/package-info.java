/** The hours in which drivers may be tracked, as a company says them and as the road keeps them. */
@NullMarked
package kz.relog.api.hours;

import org.jspecify.annotations.NullMarked;
