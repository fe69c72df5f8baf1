/** Erases what is known of a subject, step by step, and proves it. */
@NullMarked
package kz.relog.app.erase;

import org.jspecify.annotations.NullMarked;
