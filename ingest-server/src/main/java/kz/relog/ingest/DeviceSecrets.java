package kz.relog.ingest;

import org.jspecify.annotations.Nullable;

/**
 * Where the 32-byte secrets of the device keys are kept. The server asks for a secret once per key
 * and process, when the first frame under that key arrives, and derives the two frame keys from it.
 *
 * <p>Thread: called by any event loop, several at a time; an implementation is thread-safe and
 * answers in well under a millisecond.
 */
public interface DeviceSecrets {

  /**
   * The secret of a key.
   *
   * @param keyId the 40-bit key id
   * @return 32 bytes that the caller may overwrite, or null if there is none (destroyed)
   */
  byte @Nullable [] findSecret(long keyId);

  /**
   * Destroys the secret of a key that was revoked more than 30 days ago. Destroying twice is no
   * error. Called on a thread of its own, never on the sequencer.
   *
   * @param keyId the 40-bit key id
   */
  void destroySecret(long keyId);
}
