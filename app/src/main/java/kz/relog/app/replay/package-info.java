/** Sends recorded facts as a device would. */
@NullMarked
package kz.relog.app.replay;

import org.jspecify.annotations.NullMarked;
