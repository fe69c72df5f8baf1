/** Reads position facts from the files that people have: CSV and GPX. */
@NullMarked
package kz.relog.app.facts;

import org.jspecify.annotations.NullMarked;
