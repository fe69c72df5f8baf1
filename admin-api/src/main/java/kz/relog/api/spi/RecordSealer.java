package kz.relog.api.spi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Seals what the admin API's records must not hold in clear, under the key of whom it belongs to: a
 * plan, a person, a company. Once that key is destroyed, nothing opens it any more. Any thread; may
 * block on the vault.
 */
public interface RecordSealer {

  /** Bytes of a {@link #lookup}. */
  int LOOKUP_BYTES = 32;

  /**
   * Seals bytes under the key of a reference, which is made if absent.
   *
   * @param ref the plan, the person or the company
   * @param plain any length
   * @return the sealed bytes, nonce included; each call must use a nonce of its own
   */
  byte[] seal(long ref, byte[] plain);

  /**
   * Opens what {@link #seal} returned.
   *
   * @return empty when the key is gone
   * @throws IllegalStateException when the bytes are not authentic
   */
  Optional<byte[]> open(long ref, byte[] sealed);

  /**
   * Seals many under one key; implementations look for the key once.
   *
   * @return in the same order
   */
  default List<byte[]> sealAll(long ref, List<byte[]> plains) {
    return plains.stream().map(plain -> seal(ref, plain)).toList();
  }

  /**
   * Opens many that were sealed under one key; implementations look for the key once.
   *
   * @return in the same order; empty when the key is gone
   * @throws IllegalStateException when any is not authentic
   */
  default Optional<List<byte[]>> openAll(long ref, List<byte[]> sealed) {
    List<byte[]> plains = new ArrayList<>(sealed.size());
    for (byte[] one : sealed) {
      Optional<byte[]> plain = open(ref, one);
      if (plain.isEmpty()) {
        return Optional.empty();
      }
      plains.add(plain.get());
    }
    return Optional.of(plains);
  }

  /**
   * Seals each under the key of another reference; implementations make all keys at once.
   *
   * @return in the same order
   */
  default List<byte[]> sealEach(List<Long> refs, List<byte[]> plains) {
    List<byte[]> sealed = new ArrayList<>(refs.size());
    for (int i = 0; i < refs.size(); i++) {
      sealed.add(seal(refs.get(i), plains.get(i)));
    }
    return sealed;
  }

  /**
   * Opens each with the key of another reference; implementations look for all keys at once.
   *
   * @return in the same order, each empty when its key is gone
   * @throws IllegalStateException when any is not authentic
   */
  default List<Optional<byte[]>> openEach(List<Long> refs, List<byte[]> sealed) {
    List<Optional<byte[]>> plains = new ArrayList<>(refs.size());
    for (int i = 0; i < refs.size(); i++) {
      plains.add(open(refs.get(i), sealed.get(i)));
    }
    return plains;
  }

  /**
   * Destroys the key of a reference that was made for one thing alone, such as the last notice to
   * somebody. What belongs to people goes through {@link Erasures}.
   */
  void destroy(long ref);

  /** The same of many; implementations write once. */
  default void destroyAll(List<Long> refs) {
    refs.forEach(this::destroy);
  }

  /**
   * A name under which a text can be found again without standing there in clear: a hash under a
   * key that only the vault's master key yields, so that whoever holds the records alone cannot
   * guess it.
   *
   * @param kind what the text is, from a closed set, for example {@code email}
   * @param text in its normal form
   * @return {@link #LOOKUP_BYTES} bytes
   */
  byte[] lookup(String kind, String text);
}
