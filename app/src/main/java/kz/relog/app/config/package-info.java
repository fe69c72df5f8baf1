/** Settings of the server: read from a file, the environment and options, in that order. */
@NullMarked
package kz.relog.app.config;

import org.jspecify.annotations.NullMarked;
