/**
 * Corrections of who drove: shifts, bindings and stored facts follow; people and recipients are
 * told.
 */
@NullMarked
package kz.relog.api.correct;

import org.jspecify.annotations.NullMarked;
