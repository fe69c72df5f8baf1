package kz.relog.api.export;

import java.time.Duration;
import java.util.List;

/** Every limit of access requests and their packages, in one place. */
public final class ExportLimits {
  /**
   * An access request is answered within this; the policy's ceiling. Local law may ask for less.
   */
  public static final Duration TERM_MAX = Duration.ofDays(30);

  /** Shares of the term that are told while a request is not answered, in percent. */
  static final List<Integer> WARN_AT_PERCENT = List.of(50, 80, 100);

  /** How long a package waits to be fetched; then it is deleted, and can be asked for anew. */
  static final Duration PACKAGE_LIFE = Duration.ofDays(7);

  /** How long a token to fetch it is good for. */
  static final Duration LINK_LIFE = Duration.ofDays(7);

  /** Tokens made for one package: each broken download needs another. */
  static final int LINKS_MAX = 20;

  /** Between two looks at terms and at packages that nobody fetched. */
  static final Duration TICK = Duration.ofMinutes(1);

  /** Plain bytes of a sealed chunk: so much is in memory at once. */
  static final int CHUNK_BYTES = 256 * 1024;

  /** A reader that takes no piece for so long is gone. */
  static final Duration READER_PATIENCE = Duration.ofSeconds(30);

  /** A letter that is written down later than this after its date is a mistake. */
  static final Duration LETTER_AGE_MAX = Duration.ofDays(365);

  /** Packages that are sent at once; each holds a thread. */
  static final int READERS_MAX = 8;

  private ExportLimits() {}
}
