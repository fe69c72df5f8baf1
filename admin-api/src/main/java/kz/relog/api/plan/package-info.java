/** The plan as a planner writes it: GeoJSON in, a checked plan or all its problems out. */
@NullMarked
package kz.relog.api.plan;

import org.jspecify.annotations.NullMarked;
