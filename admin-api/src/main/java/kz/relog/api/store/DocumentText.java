package kz.relog.api.store;

/**
 * A document in one language.
 *
 * @param language its code
 * @param title one line
 * @param body the text
 * @param hash SHA-256 of the body's UTF-8 bytes, lower-case hex
 */
public record DocumentText(String language, String title, String body, String hash) {}
