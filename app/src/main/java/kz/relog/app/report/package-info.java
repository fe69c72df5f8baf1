/** Compares plans with archived facts for reports, apart from the live comparison. */
@NullMarked
package kz.relog.app.report;

import org.jspecify.annotations.NullMarked;
