/**
 * What people are told: an outbox with proof of sending, a list in the product, campaigns apart.
 */
@NullMarked
package kz.relog.api.notice;

import org.jspecify.annotations.NullMarked;
