package kz.relog.journal.entry;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import kz.relog.journal.ReusableCipher;
import kz.relog.journal.SectionCipher;
import kz.relog.journal.Vault;
import org.jspecify.annotations.Nullable;

/**
 * Keys of the vault that one thread keeps at hand. Dropped as a whole, and zeroed, when any key of
 * the vault was destroyed or when there are too many.
 *
 * <p>Keys lie side by side in blocks that never move, so that each is in memory once and costs a
 * device 60 bytes, and an index of numbers leads to them: two reads of far memory find a key, where
 * an object for each would take five. One cipher serves them all; what a method returns is good
 * until the next call.
 */
public final class CipherCache {

  // 48 bytes each and up to 8 of the index: 14 MiB.
  private static final int KEYS_MAX = 1 << 18;

  private static final int KEYS_PER_BLOCK = 1 << 10;
  private static final int INDEX_MIN = 1 << 6;

  // A record: whose key, of which month and generation, and the key.
  private static final int SUBJECT_REF_OFFSET = 0;
  private static final int KEY_MONTH_OFFSET = 8;
  private static final int GENERATION_OFFSET = 12;
  private static final int KEY_OFFSET = 16;
  private static final int RECORD_BYTES = KEY_OFFSET + SectionCipher.KEY_BYTES;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());

  private final Vault vault;
  private final int keysMax;
  private final ReusableCipher cipher;
  private final List<byte[]> blocks = new ArrayList<>();

  /** Numbers of records from 1; 0 is free. Half full at most. */
  private int[] index = new int[INDEX_MIN];

  private int size;
  private long destroyCount;

  /** An empty cache before a vault. */
  public CipherCache(Vault vault) {
    this(vault, KEYS_MAX);
  }

  CipherCache(Vault vault, int keysMax) {
    this.vault = vault;
    this.keysMax = keysMax;
    this.cipher = vault.reusableCipher();
    this.destroyCount = vault.destroyCount();
  }

  /** The cipher for new sections of a subject and month; its key is made if absent. */
  public SectionCipher forSealing(long subjectRef, int keyMonth) {
    return find(subjectRef, keyMonth, 0)
        ? cipher
        : hold(subjectRef, keyMonth, vault.journalCipherForSealing(subjectRef, keyMonth));
  }

  /**
   * The cipher that opens sections sealed by a generation of a key; null if that key is not
   * present.
   */
  public @Nullable SectionCipher findForOpening(long subjectRef, int keyMonth, int generation) {
    if (find(subjectRef, keyMonth, generation)) {
      return cipher;
    }
    Optional<SectionCipher> found = vault.findJournalCipher(subjectRef, keyMonth, generation);
    return found.isPresent() ? hold(subjectRef, keyMonth, found.get()) : null;
  }

  /**
   * Zeroes and forgets every key if any was destroyed since; costs one read otherwise. Returns
   * whether it did.
   */
  public boolean dropIfDestroyed() {
    long now = vault.destroyCount();
    if (destroyCount != now) {
      destroyCount = now;
      clear();
      return true;
    }
    return false;
  }

  /** Puts the key into the cipher if it is held; generation 0 takes any. */
  private boolean find(long subjectRef, int keyMonth, int generation) {
    dropIfDestroyed();
    int mask = index.length - 1;
    for (int at = slot(subjectRef, keyMonth); index[at] != 0; at = (at + 1) & mask) {
      byte[] block = blocks.get((index[at] - 1) / KEYS_PER_BLOCK);
      int record = (index[at] - 1) % KEYS_PER_BLOCK * RECORD_BYTES;
      int held = (int) INT.get(block, record + GENERATION_OFFSET);
      if ((long) LONG.get(block, record + SUBJECT_REF_OFFSET) == subjectRef
          && (int) INT.get(block, record + KEY_MONTH_OFFSET) == keyMonth
          && (generation == 0 || generation == held)) {
        cipher.use(block, record + KEY_OFFSET, held);
        return true;
      }
    }
    return false;
  }

  /** Takes the key out of a cipher of the vault, which is not used again. */
  private SectionCipher hold(long subjectRef, int keyMonth, SectionCipher fresh) {
    if (size == keysMax) {
      clear();
    }
    if (size == blocks.size() * KEYS_PER_BLOCK) {
      blocks.add(new byte[KEYS_PER_BLOCK * RECORD_BYTES]);
    }
    byte[] block = blocks.get(size / KEYS_PER_BLOCK);
    int record = size % KEYS_PER_BLOCK * RECORD_BYTES;
    LONG.set(block, record + SUBJECT_REF_OFFSET, subjectRef);
    INT.set(block, record + KEY_MONTH_OFFSET, keyMonth);
    INT.set(block, record + GENERATION_OFFSET, fresh.generation());
    fresh.copyKey(block, record + KEY_OFFSET);
    fresh.destroy();
    size++;
    if (size > index.length / 2) {
      index = new int[index.length * 2];
      for (int number = 1; number < size; number++) {
        enter(number);
      }
    }
    enter(size);
    cipher.use(block, record + KEY_OFFSET, (int) INT.get(block, record + GENERATION_OFFSET));
    return cipher;
  }

  private void enter(int number) {
    byte[] block = blocks.get((number - 1) / KEYS_PER_BLOCK);
    int record = (number - 1) % KEYS_PER_BLOCK * RECORD_BYTES;
    int at =
        slot(
            (long) LONG.get(block, record + SUBJECT_REF_OFFSET),
            (int) INT.get(block, record + KEY_MONTH_OFFSET));
    while (index[at] != 0) {
      at = (at + 1) & (index.length - 1);
    }
    index[at] = number;
  }

  private int slot(long subjectRef, int keyMonth) {
    // Fibonacci hashing: the upper bits of the product depend on all bits.
    long mixed = (subjectRef + keyMonth) * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> (Long.numberOfLeadingZeros(index.length) + 1));
  }

  /** Zeroes and forgets every key. */
  public void clear() {
    cipher.destroy();
    if (size == 0) {
      return;
    }
    for (byte[] block : blocks) {
      Arrays.fill(block, (byte) 0);
    }
    blocks.clear();
    index = new int[INDEX_MIN];
    size = 0;
  }
}
