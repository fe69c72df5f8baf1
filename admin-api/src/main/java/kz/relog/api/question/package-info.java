/** Questions that people ask about the documents, and their answers. */
@NullMarked
package kz.relog.api.question;

import org.jspecify.annotations.NullMarked;
