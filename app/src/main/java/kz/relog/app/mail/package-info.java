/** Shows mails that an installation without a mail server has written. */
@NullMarked
package kz.relog.app.mail;

import org.jspecify.annotations.NullMarked;
