package kz.relog.journal;

/**
 * Appends entries. Owned by one thread, the sequencer's; allocates nothing per entry at steady
 * state.
 *
 * <p>An entry is written as {@code begin}, any number of {@code section}, {@code commit}. Nothing
 * of it reaches the disk before commit. An entry must not be acked before {@link #sync()} has
 * returned after its commit. A call out of order throws IllegalStateException; a journal that has
 * failed throws {@link JournalFailure} from every method.
 */
public interface JournalWriter {

  /**
   * Returned by commit when the disk is short of space: nothing was written and no seq was used.
   */
  long DISK_SHORT = -1;

  /**
   * Starts an entry; drops one that was begun and not committed.
   *
   * @param kind what the entry says
   * @param source where it came from
   * @param receivedMs when the server received it, Unix epoch, UTC
   * @param deviceRef the device concerned, 0 if none
   * @param keyId the device key's id, 40 bits, 0 if none
   * @param packetCounter the frame's 64-bit counter, 0 if none
   * @param batchSeq the device's batch number, 0 if none
   * @param held how many batches the device still held, 0 to 255
   */
  void begin(
      EntryKind kind,
      EntrySource source,
      long receivedMs,
      long deviceRef,
      long keyId,
      long packetCounter,
      long batchSeq,
      int held);

  /** Starts an entry that has no device frame behind it: {@code begin} with zeros. */
  default void begin(EntryKind kind, EntrySource source, long receivedMs, long deviceRef) {
    begin(kind, source, receivedMs, deviceRef, 0, 0, 0, 0);
  }

  /**
   * Starts an ERASE entry. What it covers is kept for good, and durable before the entry is: from
   * then on readers skip sections of it whose key is destroyed, which is damage otherwise.
   *
   * @param source who ordered it
   * @param receivedMs when, Unix epoch, UTC
   * @param erased what is to be gone
   */
  default void beginErase(EntrySource source, long receivedMs, ErasedRange erased) {
    begin(
        EntryKind.ERASE,
        source,
        receivedMs,
        erased.deviceRef(),
        erased.subjectRef(),
        erased.fromMs(),
        erased.toMs(),
        erased.categories());
  }

  /**
   * Adds a section to the entry that was begun; the bytes are copied. Sealed at commit under the
   * key of (subjectRef, keyMonth), which is made on first use and is durable before the next sync
   * returns.
   *
   * @param subjectRef whose data it is, above 0, a plan being a subject of its own; 0 leaves the
   *     section clear, only for kinds that are not personal
   * @param keyMonth months since 1970-01 of the data's time, 0 to 65535; 0 for plans and clear
   *     sections
   * @param purposeMask what the data may be used for, one bit per purpose
   * @throws IllegalArgumentException if a personal kind is left clear, or the entry would exceed
   *     {@link EntryHeaderDescriptor#ENTRY_BYTES_MAX} or {@link EntryHeaderDescriptor#SECTIONS_MAX}
   */
  void section(
      long subjectRef, int keyMonth, int purposeMask, byte[] plain, int offset, int length);

  /**
   * Says how many fixes of the batch were refused and are not in the entry.
   *
   * @param fixes 0 to 65535
   */
  void refused(int fixes);

  /**
   * Marks the entry that was begun as state re-appended by a checkpoint, between {@link
   * #checkpointBegin} and {@link #checkpointEnd}.
   */
  void markCheckpoint();

  /**
   * Appends the entry. Returns its seq, or {@link #DISK_SHORT}: then the same entry may be begun
   * again later.
   */
  long commit();

  /**
   * Appends the BEGIN of a checkpoint; a BEGIN without END is forgotten by the next one. Returns
   * its seq or {@link #DISK_SHORT}.
   */
  long checkpointBegin(long nowMs);

  /**
   * Appends the END of the checkpoint that was begun. Returns its seq or {@link #DISK_SHORT}: then
   * it may be tried again.
   */
  long checkpointEnd(long nowMs);

  /**
   * Makes the key of a subject and month ready before its first section comes, if it is not; it is
   * durable with the next sync, all that were made since the last in one transaction. Many first
   * sections in one group then cost no more than later ones.
   */
  void prepareKey(long subjectRef, int keyMonth);

  /** The seq that the next commit will use. */
  long nextSeq();

  /**
   * Makes every committed entry durable, with the keys that seal it, then publishes the durable
   * position. To be called after each group, and at least once a second when idle: it then keeps
   * the mark of the journal's end fresh. Costs next to nothing when nothing is pending.
   *
   * <p>When the vault has no space for new keys, the durable position stays behind and nothing has
   * failed: call again later, until {@link Journal#durableSeq()} has come to the last commit.
   *
   * @throws JournalFailure if the vault or the disk failed; the journal is then failed for good and
   *     the durable position stays where it was
   */
  void sync();
}
