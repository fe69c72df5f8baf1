/** The companies of an installation, as its operator sees them: no names, nobody's data. */
@NullMarked
package kz.relog.api.company;

import org.jspecify.annotations.NullMarked;
