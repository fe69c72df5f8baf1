/** Erasures that somebody asks for: blocked at once, carried out, certified and told. */
@NullMarked
package kz.relog.api.erase;

import org.jspecify.annotations.NullMarked;
