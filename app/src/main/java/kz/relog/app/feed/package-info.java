/**
 * The one reader that carries durable entries to the route engine, the records and the live view.
 */
@NullMarked
package kz.relog.app.feed;

import org.jspecify.annotations.NullMarked;
