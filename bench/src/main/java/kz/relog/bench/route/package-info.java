/** How the route engine's answers depend on its constants. */
@NullMarked
package kz.relog.bench.route;

import org.jspecify.annotations.NullMarked;
