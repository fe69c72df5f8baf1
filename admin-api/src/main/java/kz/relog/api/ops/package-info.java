/** What the operator's tools read: health and metrics. */
@NullMarked
package kz.relog.api.ops;

import org.jspecify.annotations.NullMarked;
