/** What the road knows of each device and of each of its keys. */
@NullMarked
package kz.relog.ingest.device;

import org.jspecify.annotations.NullMarked;
