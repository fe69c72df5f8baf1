/** Stored tracks, streamed as GeoJSON or CSV. */
@NullMarked
package kz.relog.api.track;

import org.jspecify.annotations.NullMarked;
