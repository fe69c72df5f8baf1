/** Policies and agreements: versions, when they bind, who accepted them. */
@NullMarked
package kz.relog.api.document;

import org.jspecify.annotations.NullMarked;
