/** Bad networks between device and server, from a seed. */
@NullMarked
package kz.relog.app.drill.link;

import org.jspecify.annotations.NullMarked;
