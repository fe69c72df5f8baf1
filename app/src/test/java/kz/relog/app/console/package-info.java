/** The live page in a real browser against the real server. */
@NullMarked
package kz.relog.app.console;

import org.jspecify.annotations.NullMarked;
