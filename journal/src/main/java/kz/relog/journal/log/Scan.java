package kz.relog.journal.log;

import static kz.relog.journal.EntryHeaderDescriptor.*;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kz.relog.journal.EntryHeaderDescriptor;
import kz.relog.journal.JournalFailure;
import kz.relog.journal.Vault;
import kz.relog.journal.Vault.KeyState;
import kz.relog.journal.chronicle.EntryFileWalk;
import kz.relog.journal.chronicle.EntryFileWalk.Step;
import kz.relog.journal.entry.EntryCheck;
import org.jspecify.annotations.Nullable;

/**
 * Finds the end of a journal and tells a torn tail from damage; changes nothing. Reads the first
 * entry of each file, and all from the file that holds the marked entry. For one thread, used once.
 *
 * <p>An entry up to the highest durable position, as the mark or any header tells it, was promised:
 * if it cannot be read, that is damage. Above it, the first entry that is not whole and everything
 * behind it is a torn tail. An entry whose key never reached the vault is part of it: it was never
 * acked, and nobody could read it.
 */
final class Scan {

  private final Layout layout;
  private final @Nullable DurableMark mark;
  private final @Nullable Vault vault;
  private final ErasedList erased;
  private final EntryCheck check = new EntryCheck();
  private final Map<List<Number>, KeyState> keyStates = new HashMap<>();

  private final List<EntryFile> files = new ArrayList<>();

  /** Or with none that is still wanted. */
  private final List<Path> filesWithoutEntries = new ArrayList<>();

  private final Set<Path> beheaded = new HashSet<>();
  private long durableSeq;
  private long lastSeq;
  private int lastHeaderCrc;
  private long recoverySeq;
  private long openBeginSeq;
  private JournalFailure.Kind brokenKind = JournalFailure.Kind.DAMAGED;
  private @Nullable Path endFile;
  private long endOffset;
  private @Nullable String brokenBy;

  private Scan(
      Layout layout, @Nullable DurableMark mark, @Nullable Vault vault, ErasedList erased) {
    this.layout = layout;
    this.mark = mark;
    this.vault = vault;
    this.erased = erased;
  }

  /**
   * Scans a journal.
   *
   * @param vault tells whether keys are known; null leaves that out
   * @throws JournalFailure if promised entries are missing or altered
   */
  static Scan of(Layout layout, @Nullable DurableMark mark, @Nullable Vault vault)
      throws IOException {
    Scan scan = new Scan(layout, mark, vault, ErasedList.read(layout.erased()));
    if (!Files.exists(layout.erased())) {
      scan.readErased();
    }
    scan.run();
    return scan;
  }

  /** Files with entries, oldest first; after a cut, those that keep any. */
  List<EntryFile> files() {
    return files.stream().filter(file -> file.firstSeq() <= lastSeq).toList();
  }

  /** What the ERASE entries cover, those that were found included. */
  ErasedList erased() {
    return erased;
  }

  /** Files that hold no entry worth keeping. */
  List<Path> filesToDelete() {
    List<Path> paths = new ArrayList<>(filesWithoutEntries);
    files.stream()
        .filter(file -> file.firstSeq() > lastSeq)
        .map(EntryFile::path)
        .forEach(paths::add);
    return paths;
  }

  /** The last entry to keep, 0 if none. */
  long lastSeq() {
    return lastSeq;
  }

  /** CRC of the header of the last entry. */
  int lastHeaderCrc() {
    return lastHeaderCrc;
  }

  /** The highest durable position told anywhere. */
  long durableSeq() {
    return durableSeq;
  }

  /** Where recovery starts; 0 if no checkpoint was ended. */
  long recoverySeq() {
    return recoverySeq;
  }

  /**
   * The file that holds the last entry, to be cut at {@link #endOffset()}; null if there is none.
   */
  @Nullable Path endFile() {
    return endFile;
  }

  /** Where the last entry ends. */
  long endOffset() {
    return endOffset;
  }

  /** Why the walk ended where it did, null if nothing follows. */
  @Nullable String brokenBy() {
    return brokenBy;
  }

  private void run() throws IOException {
    for (Path path : layout.entryFiles()) {
      long firstSeq = readFirstSeq(path);
      if (firstSeq > 0) {
        files.add(new EntryFile(path, Layout.bootOfEntryFile(path), firstSeq));
      } else {
        filesWithoutEntries.add(path);
      }
    }
    // Let go before a crash, and not deleted any more.
    while (mark != null && files.size() > 1 && files.get(1).firstSeq() <= mark.firstSeq()) {
      filesWithoutEntries.add(files.remove(0).path());
    }
    long markedSeq = mark == null ? 0 : mark.seq();
    durableSeq = markedSeq;
    if (mark != null
        && !files.isEmpty()
        && files.get(0).firstSeq() > mark.firstSeq()
        && markedSeq > 0) {
      throw damaged(
          mark.firstSeq(),
          "the journal starts at entry " + files.get(0).firstSeq(),
          layout.directory(),
          0);
    }
    int start = 0;
    while (start + 1 < files.size() && files.get(start + 1).firstSeq() <= markedSeq) {
      if (beheaded.contains(files.get(start).path())) {
        throw damaged(
            files.get(start).firstSeq(),
            "the head of its file is lost",
            files.get(start).path(),
            0);
      }
      start++;
    }
    if (start < files.size()) {
      long startSeq = files.get(start).firstSeq();
      recoverySeq = mark == null || mark.recoverySeq() >= startSeq ? 0 : mark.recoverySeq();
      openBeginSeq = mark == null || mark.openBeginSeq() >= startSeq ? 0 : mark.openBeginSeq();
      lastSeq = startSeq - 1;
      scanFrom(start);
    }
    if (lastSeq < durableSeq) {
      Path where = endFile == null ? layout.directory() : endFile;
      throw damaged(
          lastSeq + 1, brokenBy == null ? "the journal ends" : brokenBy, where, endOffset);
    }
  }

  /** The list is lost: all ERASE entries that are there tell it again. */
  private void readErased() throws IOException {
    for (Path path : layout.entryFiles()) {
      try (EntryFileWalk walk = new EntryFileWalk(path)) {
        while (walk.next() == Step.DOCUMENT) {
          if (check.findHeaderFault(walk.array(), walk.entry(), walk.documentLength()) == null) {
            erased.onEntry(walk.array(), walk.entry());
          }
        }
      }
    }
  }

  /** Seq of the first entry, 0 if there is no intact entry anywhere in the file. */
  private long readFirstSeq(Path path) throws IOException {
    if (Files.size(path) == 0) {
      return 0;
    }
    try (EntryFileWalk walk = new EntryFileWalk(path)) {
      if (walk.next() == Step.DOCUMENT
          && check.findFrameFault(walk.array(), walk.entry(), walk.documentLength()) == null) {
        return seq(walk.array(), walk.entry());
      }
      long offset = walk.findEntry(0);
      if (offset < 0) {
        return 0;
      }
      // There are entries, but no way from the file's head to the first of them.
      beheaded.add(path);
      return seq(walk.array(), walk.entry());
    }
  }

  private void scanFrom(int start) throws IOException {
    for (int i = start; i < files.size(); i++) {
      try (EntryFileWalk walk = new EntryFileWalk(files.get(i).path())) {
        if (brokenBy == null) {
          endFile = walk.path();
          scanFile(walk);
        }
        if (brokenBy != null) {
          searchDurable(walk, walk.path().equals(endFile) ? endOffset : 0);
        }
      }
    }
  }

  private void scanFile(EntryFileWalk walk) throws IOException {
    endOffset = 0;
    while (true) {
      Step step = walk.next();
      if (step == Step.DOCUMENT) {
        byte[] array = walk.array();
        int entry = walk.entry();
        String fault = findFault(array, entry, walk.documentLength());
        if (fault == null && seq(array, entry) != lastSeq + 1) {
          fault = "entry " + seq(array, entry) + " stands there";
        }
        if (fault == null
            && mark != null
            && mark.seq() == lastSeq + 1
            && mark.headerCrc() != headerCrc(array, entry)) {
          fault = "it is not the entry that was marked";
        }
        if (fault == null
            && vault != null
            && (mark == null || lastSeq >= mark.seq())
            && lacksKey(vault, array, entry)) {
          fault = "its key is not in the vault";
          brokenKind = JournalFailure.Kind.VAULT;
        }
        if (fault != null) {
          endOffset = walk.documentOffset();
          brokenBy = fault;
          return;
        }
        accept(walk);
      } else {
        endOffset = walk.position();
        if (step == Step.BROKEN) {
          brokenBy = "a document is not whole";
        } else if (walk.findEntry(endOffset) >= 0) {
          brokenBy = "bytes are zero";
        }
        return;
      }
    }
  }

  private void accept(EntryFileWalk walk) {
    byte[] array = walk.array();
    int entry = walk.entry();
    lastSeq++;
    lastHeaderCrc = headerCrc(array, entry);
    durableSeq = Math.max(durableSeq, EntryHeaderDescriptor.durableSeq(array, entry));
    erased.onEntry(array, entry);
    int flags = flags(array, entry);
    if ((flags & FLAG_CHECKPOINT_BEGIN) != 0) {
      openBeginSeq = lastSeq;
    } else if ((flags & FLAG_CHECKPOINT_END) != 0 && openBeginSeq != 0) {
      recoverySeq = openBeginSeq;
      openBeginSeq = 0;
    }
  }

  /** A section that differs is a fault unless it may be gone; see {@link #mayBeGone}. */
  private @Nullable String findFault(byte[] array, int entry, int documentBytes) {
    String fault = check.findFrameFault(array, entry, documentBytes);
    if (fault != null) {
      return fault;
    }
    int start = sectionsStart(entry, sectionCount(array, entry));
    for (int i = 0; i < sectionCount(array, entry); i++) {
      if (!check.isSectionIntact(array, entry, i, start) && !mayBeGone(array, row(entry, i))) {
        return "section checksum differs";
      }
      start += getInt(array, row(entry, i) + ROW_LENGTH_OFFSET);
    }
    return null;
  }

  /**
   * Whether an ERASE covers a section and its key is destroyed: then it may be zeros, or half of it
   * where a crash came between.
   */
  private boolean mayBeGone(byte[] array, int row) {
    long subjectRef = getLong(array, row + ROW_SUBJECT_REF_OFFSET);
    int month = getUnsignedShort(array, row + ROW_KEY_MONTH_OFFSET);
    int generation = getUnsignedShort(array, row + ROW_KEY_GENERATION_OFFSET);
    return subjectRef != 0
        && erased.covers(subjectRef, month)
        && (vault == null || stateOf(vault, subjectRef, month, generation) == KeyState.DESTROYED);
  }

  private KeyState stateOf(Vault keys, long subjectRef, int month, int generation) {
    return keyStates.computeIfAbsent(
        List.of(subjectRef, month, generation),
        key -> keys.keyState(subjectRef, month, generation));
  }

  private boolean lacksKey(Vault keys, byte[] array, int entry) {
    for (int i = 0; i < sectionCount(array, entry); i++) {
      int row = row(entry, i);
      long subjectRef = getLong(array, row + ROW_SUBJECT_REF_OFFSET);
      if (subjectRef == 0) {
        continue;
      }
      int month = getUnsignedShort(array, row + ROW_KEY_MONTH_OFFSET);
      int generation = getUnsignedShort(array, row + ROW_KEY_GENERATION_OFFSET);
      if (stateOf(keys, subjectRef, month, generation) == KeyState.UNKNOWN) {
        return true;
      }
    }
    return false;
  }

  /** Behind a break, headers that are still whole tell how far the journal had been durable. */
  private void searchDurable(EntryFileWalk walk, long from) throws IOException {
    long at = from;
    while ((at = walk.findEntry(at)) >= 0) {
      durableSeq =
          Math.max(durableSeq, EntryHeaderDescriptor.durableSeq(walk.array(), walk.entry()));
      at += 4;
    }
  }

  private JournalFailure damaged(long seq, String what, Path where, long offset) {
    return new JournalFailure(
        brokenKind,
        "entry %d was promised durable (up to %d) and cannot be read: %s, in %s at %d; nothing was changed. Run: relog journal verify %s"
            .formatted(seq, durableSeq, what, where, offset, layout.directory()),
        null);
  }
}
