/** Fuzz targets: whatever reads bytes of strangers, each held to a law besides not failing. */
@NullMarked
package kz.relog.fuzz;

import org.jspecify.annotations.NullMarked;
