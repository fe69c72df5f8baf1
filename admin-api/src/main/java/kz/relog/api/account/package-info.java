/** Logins: registration, verified addresses, passwords, sessions, tokens of machines. */
@NullMarked
package kz.relog.api.account;

import org.jspecify.annotations.NullMarked;
