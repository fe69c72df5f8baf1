/** Devices: made, listed, revoked. */
@NullMarked
package kz.relog.api.device;

import org.jspecify.annotations.NullMarked;
