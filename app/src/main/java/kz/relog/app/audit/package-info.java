/** Checks the audit of a data folder. */
@NullMarked
package kz.relog.app.audit;

import org.jspecify.annotations.NullMarked;
