/** Tests of devices against the real server, over links that lose. */
@NullMarked
package kz.relog.app.client;

import org.jspecify.annotations.NullMarked;
