/** The questions that are measured, one class each. */
@NullMarked
package kz.relog.bench.scenario;

import org.jspecify.annotations.NullMarked;
