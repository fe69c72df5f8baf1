/** The gate and the register of whatever is handed to somebody outside of a company. */
@NullMarked
package kz.relog.api.disclosure;

import org.jspecify.annotations.NullMarked;
