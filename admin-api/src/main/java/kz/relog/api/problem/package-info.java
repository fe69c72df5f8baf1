/** What went wrong with a request, as RFC 9457 problem details. */
@NullMarked
package kz.relog.api.problem;

import org.jspecify.annotations.NullMarked;
