package kz.relog.journal;

/**
 * Reads durable entries in order. Owned by one thread; allocates nothing per entry at steady state.
 * Holds a position, not the lock: it may stay open while the journal is written, and ends with it.
 *
 * <p>The getters speak of the entry that the last successful {@link #poll()} reached; they are
 * undefined before it.
 */
public interface JournalReader extends AutoCloseable {

  /**
   * Returned by {@link #openSection}: the key was destroyed under an ERASE, the content is gone for
   * good.
   */
  int KEY_GONE = -1;

  /**
   * Goes to the next entry if it is durable; returns at once. How to wait is the caller's matter.
   *
   * @throws JournalFailure if a durable entry is missing or damaged
   */
  boolean poll();

  /** Number of the entry; each is one more than the one before. */
  long seq();

  /** What the entry says. */
  EntryKind kind();

  /** Where it came from. */
  EntrySource source();

  /** Whether it is state re-appended by a checkpoint. */
  boolean isCheckpointState();

  /** Whether it begins a checkpoint. */
  boolean isCheckpointBegin();

  /** Whether it ends a checkpoint. */
  boolean isCheckpointEnd();

  /** Boot number of the run that wrote it. */
  int boot();

  /** When the server received it, Unix epoch ms, UTC. */
  long receivedMs();

  /** The durable position when it was appended. */
  long durableSeqThen();

  /** The device concerned, 0 if none. */
  long deviceRef();

  /** The device key's id, 0 if none. */
  long keyId();

  /** The frame's packet counter, 0 if none. */
  long packetCounter();

  /** The device's batch number, 0 if none. */
  long batchSeq();

  /** What an ERASE entry covers; undefined for any other. */
  ErasedRange erasedRange();

  /** How many batches the device still held. */
  int held();

  /** How many fixes of the batch were refused when it was judged; they are not in the entry. */
  int refused();

  /** Bytes of the whole entry. */
  int entryBytes();

  /** Number of sections, 0 to {@link EntryHeaderDescriptor#SECTIONS_MAX}. */
  int sectionCount();

  /** Whose data a section is; 0 if it is clear. */
  long sectionSubjectRef(int index);

  /** Months since 1970-01 of a section's key. */
  int sectionKeyMonth(int index);

  /** What a section may be used for. */
  int sectionPurposeMask(int index);

  /** Bytes of a section's plaintext. */
  int sectionPlainLength(int index);

  /**
   * Opens a section into the caller's array, which must have {@link #sectionPlainLength} bytes at
   * the offset.
   *
   * @return the length of the plaintext, or {@link #KEY_GONE}
   * @throws JournalFailure if the section is damaged, its key was never in the vault, or was
   *     destroyed and no ERASE covers it
   */
  int openSection(int index, byte[] destination, int offset);

  /** Releases the file and the buffers. */
  @Override
  void close();
}
