package kz.relog.journal.log;

import static kz.relog.journal.EntryHeaderDescriptor.*;

import java.io.IOException;
import kz.relog.journal.EntryHeaderDescriptor;
import kz.relog.journal.EntryKind;
import kz.relog.journal.EntrySource;
import kz.relog.journal.ErasedRange;
import kz.relog.journal.JournalFailure;
import kz.relog.journal.JournalReader;
import kz.relog.journal.SectionCipher;
import kz.relog.journal.Vault;
import kz.relog.journal.chronicle.EntryFileWalk;
import kz.relog.journal.chronicle.EntryFileWalk.Step;
import kz.relog.journal.entry.CipherCache;
import kz.relog.journal.entry.EntryCheck;
import kz.relog.journal.entry.SectionSeal;
import org.jspecify.annotations.Nullable;

/** Walks the files up to the durable position. For one thread. */
final class LogReader implements JournalReader {

  private static final byte[] NOTHING = {};

  private final DurableSource source;
  private final @Nullable Vault vault;
  private final @Nullable CipherCache ciphers;
  private final SectionSeal seal = new SectionSeal();
  private final EntryCheck check = new EntryCheck();
  private @Nullable EntryFileWalk walk;
  private @Nullable EntryFile file;
  private long nextSeq;

  /**
   * The durable position up to which the walk's block was read; beyond it the block may be stale.
   */
  private long limitSeq;

  private final @Nullable RecentEntries recent;
  private final RecentEntries.Copy copy = new RecentEntries.Copy();
  private boolean inClear;
  private long documentOffset;
  private long copiedDestroyCount;

  /** Keys destroyed when the copy was scrubbed last. */
  private long scrubbedCount;

  private byte[] array = NOTHING;
  private int entry;

  LogReader(DurableSource source, @Nullable Vault vault, long fromSeq) {
    this.source = source;
    this.vault = vault;
    this.ciphers = vault == null ? null : new CipherCache(vault);
    this.recent = vault == null ? null : source.recent();
    this.nextSeq = fromSeq;
  }

  @Override
  public boolean poll() {
    forgetDestroyed();
    if (nextSeq > limitSeq) {
      limitSeq = source.durableSeq();
      if (nextSeq > limitSeq) {
        letGo();
        return false;
      }
      if (walk != null) {
        walk.discard();
      }
    }
    return pollMemory() || pollFile();
  }

  /** Who has caught up reads from memory, in clear, and needs no keys. */
  private void letGo() {
    if (ciphers != null) {
      ciphers.clear();
    }
  }

  private void forgetDestroyed() {
    if (vault != null && ciphers != null && scrubbedCount != vault.destroyCount()) {
      scrubbedCount = vault.destroyCount();
      ciphers.dropIfDestroyed();
      copy.scrub();
    }
  }

  /** Most entries are read while they are recent; only who lags behind reads files. */
  private boolean pollMemory() {
    if (recent == null || vault == null) {
      return false;
    }
    long destroyed = vault.destroyCount();
    if (!recent.copy(nextSeq, destroyed, copy)) {
      return false;
    }
    inClear = true;
    copiedDestroyCount = destroyed;
    documentOffset = copy.documentOffset();
    array = copy.array();
    entry = copy.entry();
    nextSeq++;
    return true;
  }

  private boolean pollFile() {
    try {
      if (inClear) {
        // The walk stands where memory took over, perhaps long ago.
        inClear = false;
        EntryFile behind = fileOf(nextSeq);
        if (behind.firstSeq() == nextSeq) {
          openFile(behind);
        } else {
          openFile(behind).position(documentOffset);
        }
      }
      EntryFileWalk current = walk == null ? openFile(fileOf(nextSeq)) : walk;
      while (true) {
        Step step = current.next();
        if (step == Step.END && isNextFileDue()) {
          current = openFile(fileOf(nextSeq));
        } else if (step != Step.DOCUMENT) {
          throw damaged("nothing readable stands there", current);
        } else if (isNext(current)) {
          nextSeq++;
          return true;
        }
      }
    } catch (IOException failed) {
      throw new JournalFailure(
          JournalFailure.Kind.IO, "reading entry " + nextSeq + " failed", failed);
    }
  }

  /**
   * Whether the current document is the next entry; false if it comes before it, as on the way to a
   * start amid a file.
   */
  private boolean isNext(EntryFileWalk current) {
    String fault = check.findFrameFault(current.array(), current.entry(), current.documentLength());
    if (fault != null) {
      throw damaged(fault, current);
    }
    long found = EntryHeaderDescriptor.seq(current.array(), current.entry());
    if (found > nextSeq) {
      throw damaged("entry " + found + " stands there", current);
    }
    array = current.array();
    entry = current.entry();
    return found == nextSeq;
  }

  private boolean isNextFileDue() {
    EntryFile next = fileOf(nextSeq);
    return next.firstSeq() == nextSeq && !next.equals(file);
  }

  /** The file that holds an entry: the last one that does not begin behind it. */
  private EntryFile fileOf(long seq) {
    EntryFile found = null;
    // A walk over a snapshot: old files may be let go meanwhile.
    for (EntryFile candidate : source.entryFiles()) {
      if (found != null && candidate.firstSeq() > seq) {
        break;
      }
      found = candidate;
    }
    if (found == null) {
      throw new IllegalStateException("a durable entry, but no file");
    }
    return found;
  }

  private EntryFileWalk openFile(EntryFile next) throws IOException {
    if (walk != null) {
      walk.close();
    }
    EntryFileWalk opened = new EntryFileWalk(next.path());
    walk = opened;
    file = next;
    return opened;
  }

  private JournalFailure damaged(String what, EntryFileWalk at) {
    return new JournalFailure(
        JournalFailure.Kind.DAMAGED,
        "durable entry %d cannot be read: %s, in %s at %d. Run: relog journal verify %s"
            .formatted(nextSeq, what, at.path(), at.position(), source.directory()),
        null);
  }

  @Override
  public long seq() {
    return getLong(array, entry + SEQ_OFFSET);
  }

  @Override
  public EntryKind kind() {
    return EntryKind.ofCode(kindCode(array, entry));
  }

  @Override
  public EntrySource source() {
    return EntrySource.ofCode(sourceCode(array, entry));
  }

  @Override
  public boolean isCheckpointState() {
    return (flags(array, entry) & FLAG_CHECKPOINT_STATE) != 0;
  }

  @Override
  public boolean isCheckpointBegin() {
    return (flags(array, entry) & FLAG_CHECKPOINT_BEGIN) != 0;
  }

  @Override
  public boolean isCheckpointEnd() {
    return (flags(array, entry) & FLAG_CHECKPOINT_END) != 0;
  }

  @Override
  public int boot() {
    return getInt(array, entry + BOOT_OFFSET);
  }

  @Override
  public long receivedMs() {
    return getLong(array, entry + RECEIVED_MS_OFFSET);
  }

  @Override
  public long durableSeqThen() {
    return getLong(array, entry + DURABLE_SEQ_OFFSET);
  }

  @Override
  public long deviceRef() {
    return getLong(array, entry + DEVICE_REF_OFFSET);
  }

  @Override
  public long keyId() {
    return getLong(array, entry + KEY_ID_OFFSET);
  }

  @Override
  public long packetCounter() {
    return getLong(array, entry + PACKET_COUNTER_OFFSET);
  }

  @Override
  public ErasedRange erasedRange() {
    return EntryHeaderDescriptor.erasedRange(array, entry);
  }

  @Override
  public long batchSeq() {
    return getLong(array, entry + BATCH_SEQ_OFFSET);
  }

  @Override
  public int held() {
    return array[entry + HELD_OFFSET] & 0xFF;
  }

  @Override
  public int refused() {
    return getUnsignedShort(array, entry + REFUSED_OFFSET);
  }

  @Override
  public int entryBytes() {
    return EntryHeaderDescriptor.entryBytes(array, entry);
  }

  @Override
  public int sectionCount() {
    return EntryHeaderDescriptor.sectionCount(array, entry);
  }

  @Override
  public long sectionSubjectRef(int index) {
    return getLong(array, checkedRow(index) + ROW_SUBJECT_REF_OFFSET);
  }

  @Override
  public int sectionKeyMonth(int index) {
    return getUnsignedShort(array, checkedRow(index) + ROW_KEY_MONTH_OFFSET);
  }

  @Override
  public int sectionPurposeMask(int index) {
    return getInt(array, checkedRow(index) + ROW_PURPOSE_MASK_OFFSET);
  }

  @Override
  public int sectionPlainLength(int index) {
    int length = getInt(array, checkedRow(index) + ROW_LENGTH_OFFSET);
    return sectionSubjectRef(index) == 0 ? length : length - SectionCipher.TAG_BYTES;
  }

  private int checkedRow(int index) {
    if (index < 0 || index >= sectionCount()) {
      throw new IndexOutOfBoundsException(index);
    }
    return row(entry, index);
  }

  @Override
  public int openSection(int index, byte[] destination, int offset) {
    int row = checkedRow(index);
    int start = sectionsStart(entry, sectionCount());
    for (int i = 0; i < index; i++) {
      start += getInt(array, row(entry, i) + ROW_LENGTH_OFFSET);
    }
    int length = getInt(array, row + ROW_LENGTH_OFFSET);
    long subjectRef = sectionSubjectRef(index);
    if (inClear) {
      return copyInClear(index, destination, offset);
    }
    if (subjectRef != 0) {
      return openSealed(index, subjectRef, row, start, length, destination, offset);
    }
    if (!check.isSectionIntact(array, entry, index, start)) {
      throw badSection(index, "its checksum differs");
    }
    System.arraycopy(array, start, destination, offset, length);
    return length;
  }

  private int copyInClear(int index, byte[] destination, int offset) {
    int start = sectionsStart(entry, sectionCount());
    for (int i = 0; i < index; i++) {
      start += sectionPlainLength(i);
    }
    if (isKeyDestroyedSince(index)) {
      return gone(index);
    }
    int length = sectionPlainLength(index);
    System.arraycopy(array, start, destination, offset, length);
    return length;
  }

  /** A copy outlives its key; what it says must not. */
  private boolean isKeyDestroyedSince(int index) {
    return vault != null
        && vault.destroyCount() != copiedDestroyCount
        && sectionSubjectRef(index) != 0
        && vault.keyState(
                sectionSubjectRef(index),
                sectionKeyMonth(index),
                getUnsignedShort(array, row(entry, index) + ROW_KEY_GENERATION_OFFSET))
            == Vault.KeyState.DESTROYED;
  }

  private int openSealed(
      int index, long subjectRef, int row, int start, int length, byte[] destination, int offset) {
    if (vault == null || ciphers == null) {
      throw new IllegalStateException("no vault to open sections with");
    }
    int month = getUnsignedShort(array, row + ROW_KEY_MONTH_OFFSET);
    int generation = getUnsignedShort(array, row + ROW_KEY_GENERATION_OFFSET);
    SectionCipher cipher = ciphers.findForOpening(subjectRef, month, generation);
    if (cipher == null) {
      if (vault.keyState(subjectRef, month, generation) == Vault.KeyState.UNKNOWN) {
        throw badSection(index, "its key is not in the vault");
      }
      return gone(index);
    }
    int opened = seal.open(cipher, array, entry, index, start, length, destination, offset);
    if (opened == SectionCipher.NOT_AUTHENTIC) {
      // Destroyed between the look and the use: the cipher's key is zeros by now, or the vault says
      // so.
      if (vault.keyState(subjectRef, month, generation) == Vault.KeyState.DESTROYED) {
        return gone(index);
      }
      throw badSection(index, "it does not open with its key");
    }
    return opened;
  }

  private int gone(int index) {
    if (!source.erased().covers(sectionSubjectRef(index), sectionKeyMonth(index))) {
      throw badSection(index, "its key was destroyed, and no ERASE covers it");
    }
    return KEY_GONE;
  }

  private JournalFailure badSection(int index, String what) {
    return new JournalFailure(
        JournalFailure.Kind.DAMAGED,
        "section %d of durable entry %d is damaged: %s. Run relog journal verify on the journal's directory"
            .formatted(index, seq(), what),
        null);
  }

  @Override
  public void close() {
    letGo();
    if (walk != null) {
      try {
        walk.close();
      } catch (IOException readOnly) {
        // Nothing was written through it.
      }
      walk = null;
    }
  }
}
