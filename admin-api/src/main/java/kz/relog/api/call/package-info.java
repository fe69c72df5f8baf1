/** One request on its way to its handler: routes, bodies, queries and answers. */
@NullMarked
package kz.relog.api.call;

import org.jspecify.annotations.NullMarked;
