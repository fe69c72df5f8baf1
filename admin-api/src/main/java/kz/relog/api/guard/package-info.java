/** Who may call: the operator's token, and the Host and Origin a browser must show. */
@NullMarked
package kz.relog.api.guard;

import org.jspecify.annotations.NullMarked;
