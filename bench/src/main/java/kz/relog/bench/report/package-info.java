/** What a run of benches has found: figures with their blemishes, as table, page and JSON. */
@NullMarked
package kz.relog.bench.report;

import org.jspecify.annotations.NullMarked;
