/** The people of a company: invited, shown, rectified, ended. */
@NullMarked
package kz.relog.api.people;

import org.jspecify.annotations.NullMarked;
