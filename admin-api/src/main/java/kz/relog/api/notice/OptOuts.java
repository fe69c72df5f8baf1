package kz.relog.api.notice;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import kz.relog.api.store.OptOutRecords;

/** Links that opt out without a login; kept as hashes. Any thread. */
final class OptOuts {
  /** A link in an old mail still works; after that the mail is rather lost than read. */
  static final Duration LINK_TERM = Duration.ofDays(400);

  private static final int TOKEN_BYTES = 24;

  private final OptOutRecords records;
  private final SecureRandom random;
  private final Clock clock;

  OptOuts(OptOutRecords records, SecureRandom random, Clock clock) {
    this.records = records;
    this.random = random;
    this.clock = clock;
  }

  /** A new token for a person. */
  String newToken(long companyRef, long personRef) {
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    records.add(hash(token), new OptOutRecords.Link(companyRef, personRef), clock.millis());
    return token;
  }

  /** Whom a token is for. */
  Optional<OptOutRecords.Link> find(String token) {
    return records.find(hash(token));
  }

  /** Forgets links whose term is over. */
  void sweep() {
    records.forgetBefore(clock.millis() - LINK_TERM.toMillis());
  }

  private static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
