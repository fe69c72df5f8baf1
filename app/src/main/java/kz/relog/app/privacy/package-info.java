/** What personal data the product keeps, and the commands that show it. */
@NullMarked
package kz.relog.app.privacy;

import org.jspecify.annotations.NullMarked;
