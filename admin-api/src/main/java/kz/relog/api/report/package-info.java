/** Plan-fact reports: one model, written as JSON, CSV and a page to print. */
@NullMarked
package kz.relog.api.report;

import org.jspecify.annotations.NullMarked;
