package kz.relog.api.access;

import java.util.Optional;

/** Tells who bears a token. Any thread; may block on the records. */
@FunctionalInterface
public interface Callers {

  /** Nobody bears any token. */
  Callers NONE = token -> Optional.empty();

  /**
   * The bearer of a token.
   *
   * @param token as it was sent, in a header or a cookie
   * @return empty when nobody bears it, or no longer
   */
  Optional<Caller> find(String token);

  /** Asks here first, then there. */
  default Callers or(Callers other) {
    return token -> find(token).or(() -> other.find(token));
  }
}
