/** The contract between devices and the server: messages, frames, sealing, the column codec. */
@NullMarked
package kz.relog.proto;

import org.jspecify.annotations.NullMarked;
