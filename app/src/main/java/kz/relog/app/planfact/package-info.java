/** Runs the route engine alone over files: plan and facts in, matches, events and a report out. */
@NullMarked
package kz.relog.app.planfact;

import org.jspecify.annotations.NullMarked;
