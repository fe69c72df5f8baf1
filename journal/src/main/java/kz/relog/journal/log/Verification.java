package kz.relog.journal.log;

import static kz.relog.journal.EntryHeaderDescriptor.*;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import kz.relog.journal.EntryHeaderDescriptor;
import kz.relog.journal.ErasedRange;
import kz.relog.journal.JournalFailure;
import kz.relog.journal.JournalProblem;
import kz.relog.journal.JournalProblem.Kind;
import kz.relog.journal.JournalReport;
import kz.relog.journal.JournalVerifier.Progress;
import kz.relog.journal.SectionCipher;
import kz.relog.journal.Vault;
import kz.relog.journal.chronicle.EntryFileWalk;
import kz.relog.journal.chronicle.EntryFileWalk.Step;
import kz.relog.journal.entry.CipherCache;
import kz.relog.journal.entry.EntryCheck;
import kz.relog.journal.entry.SectionSeal;
import org.jspecify.annotations.Nullable;

/** One check of a whole journal, going on behind every problem. For one thread, used once. */
public final class Verification {

  private static final long PROGRESS_EVERY_BYTES = 8 << 20;

  private final Layout layout;
  private final @Nullable Vault vault;
  private final @Nullable CipherCache ciphers;
  private final Progress progress;
  private final EntryCheck check = new EntryCheck();
  private final SectionSeal seal = new SectionSeal();
  private final List<JournalProblem> problems = new ArrayList<>();
  private long problemsDropped;
  private @Nullable DurableMark mark;
  private byte[] plain = new byte[4096];
  private long bytesAll;
  private long bytesDone;
  private long bytesTold;
  private int files;
  private long entries;
  private long firstSeq;
  private long lastSeq;

  /** Seq that the next entry must have; 0 before the first. */
  private long expectedSeq;

  private long durableSeq;
  private long sectionsOpened;
  private long sectionsErased;
  private long sectionsOverwritten;
  private ErasedList erased;
  private long erasedBytes;

  private Verification(Layout layout, @Nullable Vault vault, Progress progress) throws IOException {
    this.layout = layout;
    this.erased = new ErasedList();
    readErased();
    this.vault = vault;
    this.ciphers = vault == null ? null : new CipherCache(vault);
    this.progress = progress;
  }

  /** See {@link kz.relog.journal.JournalVerifier#verify}. */
  public static JournalReport of(Path directory, @Nullable Vault vault, Progress progress) {
    try {
      return new Verification(new Layout(directory), vault, progress).run();
    } catch (IOException failed) {
      throw new JournalFailure(
          JournalFailure.Kind.IO,
          "cannot read the journal in " + directory + ": " + failed,
          failed);
    }
  }

  private JournalReport run() throws IOException {
    List<Path> paths = layout.entryFiles();
    for (Path path : paths) {
      bytesAll += Files.size(path);
    }
    readMark(paths);
    for (Path path : paths) {
      try (EntryFileWalk walk = new EntryFileWalk(path)) {
        files++;
        checkFile(walk);
        bytesDone += walk.size();
      } catch (NoSuchFileException gone) {
        skipIfReleased(gone);
      }
    }
    progress.onProgress(bytesAll, bytesAll);
    if (lastSeq < durableSeq) {
      Path where = paths.isEmpty() ? layout.directory() : paths.get(paths.size() - 1);
      problem(
          Kind.CUT_OFF,
          where,
          0,
          lastSeq + 1,
          "entries up to %d were promised".formatted(durableSeq));
    }
    return report();
  }

  private void readMark(List<Path> paths) throws IOException {
    mark = Files.exists(layout.mark()) ? DurableMark.read(layout.mark()) : null;
    if (mark != null) {
      durableSeq = mark.seq();
      expectedSeq = mark.seq() == 0 ? 0 : mark.firstSeq();
    } else if (!paths.isEmpty()) {
      problem(Kind.BAD_MARK, layout.mark(), 0, 0, "the mark of the end cannot be read");
    }
  }

  /** The server beside us may have let an old file go; the mark then starts behind it. */
  private void skipIfReleased(NoSuchFileException gone) throws IOException {
    DurableMark now = DurableMark.read(layout.mark());
    if (entries > 0 || now == null || now.firstSeq() <= expectedSeq) {
      throw gone;
    }
    expectedSeq = now.firstSeq();
  }

  private void checkFile(EntryFileWalk walk) throws IOException {
    while (true) {
      Step step = walk.next();
      long at = step == Step.DOCUMENT ? walk.documentOffset() : walk.position();
      tellProgress(at);
      if (step == Step.DOCUMENT) {
        String fault = check.findFrameFault(walk.array(), walk.entry(), walk.documentLength());
        if (fault == null) {
          checkEntry(walk);
          continue;
        }
        problem(Kind.BAD_HEADER, walk.path(), at, expectedSeq, fault);
      } else if (step == Step.BROKEN) {
        problem(Kind.BAD_HEADER, walk.path(), at, expectedSeq, "a document is not whole");
      }
      long next = walk.findEntry(step == Step.END ? at : at + 4);
      if (next < 0) {
        if (step == Step.END) {
          checkNothingFollows(walk, at);
        }
        return;
      }
      if (step == Step.END) {
        problem(
            Kind.BAD_HEADER,
            walk.path(),
            at,
            expectedSeq,
            "zeros or an end mark stand before entries");
      }
      walk.position(next);
    }
  }

  private void checkNothingFollows(EntryFileWalk walk, long end) throws IOException {
    walk.position(end);
    long stray = walk.findNonZero(walk.isAtEndMark() ? end + EntryFileWalk.END_MARK_BYTES : end);
    if (stray >= 0) {
      problem(
          Kind.STRAY_BYTES, walk.path(), stray, expectedSeq, "bytes stand behind the last entry");
    }
  }

  private void checkEntry(EntryFileWalk walk) {
    byte[] array = walk.array();
    int entry = walk.entry();
    long seq = EntryHeaderDescriptor.seq(array, entry);
    entries++;
    if (entries == 1) {
      // A file that the mark no longer speaks of may still be there.
      expectedSeq = Math.min(expectedSeq, seq);
    }
    durableSeq = Math.max(durableSeq, EntryHeaderDescriptor.durableSeq(array, entry));
    if (expectedSeq != 0 && seq > expectedSeq) {
      problem(
          Kind.GAP,
          walk.path(),
          walk.documentOffset(),
          expectedSeq,
          "entries %d to %d are missing".formatted(expectedSeq, seq - 1));
    } else if (seq < expectedSeq) {
      problem(
          Kind.OUT_OF_ORDER,
          walk.path(),
          walk.documentOffset(),
          seq,
          "entry %d was due".formatted(expectedSeq));
    }
    if (mark != null && seq == mark.seq() && headerCrc(array, entry) != mark.headerCrc()) {
      problem(
          Kind.BAD_HEADER,
          walk.path(),
          walk.documentOffset(),
          seq,
          "it is not the entry that was marked");
    }
    expectedSeq = Math.max(expectedSeq, seq + 1);
    firstSeq = firstSeq == 0 ? seq : firstSeq;
    lastSeq = Math.max(lastSeq, seq);
    if (EntryHeaderDescriptor.isErase(array, entry)) {
      checkErase(walk);
    }
    int start = sectionsStart(entry, sectionCount(array, entry));
    for (int i = 0; i < sectionCount(array, entry); i++) {
      checkSection(walk, i, start);
      start += getInt(array, row(entry, i) + ROW_LENGTH_OFFSET);
    }
  }

  private void readErased() throws IOException {
    erasedBytes = Files.exists(layout.erased()) ? Files.size(layout.erased()) : 0;
    erased = ErasedList.read(layout.erased());
  }

  /** The server beside us may have erased more since we looked. */
  private boolean isErased(long subjectRef, int month) {
    try {
      if (!erased.covers(subjectRef, month)
          && Files.exists(layout.erased())
          && Files.size(layout.erased()) != erasedBytes) {
        readErased();
      }
    } catch (IOException unreadable) {
      return false;
    }
    return erased.covers(subjectRef, month);
  }

  /** An ERASE that the list does not know could not excuse what it covers. */
  private void checkErase(EntryFileWalk walk) {
    ErasedRange months = EntryHeaderDescriptor.erasedRange(walk.array(), walk.entry());
    if ((months.concernsFacts() || months.concernsPlan())
        && (!isErased(months.subjectRef(), months.fromMonth())
            || !isErased(months.subjectRef(), months.toMonth()))) {
      problem(
          Kind.ERASED_LIST,
          walk.path(),
          walk.documentOffset(),
          EntryHeaderDescriptor.seq(walk.array(), walk.entry()),
          "the list of what is erased lacks this ERASE");
    }
  }

  private void checkSection(EntryFileWalk walk, int index, int start) {
    byte[] array = walk.array();
    int entry = walk.entry();
    long seq = EntryHeaderDescriptor.seq(array, entry);
    if (!check.isSectionIntact(array, entry, index, start)) {
      if (mayBeGone(array, row(entry, index))) {
        sectionsErased++;
        sectionsOverwritten +=
            Redaction.isZero(array, start, getInt(array, row(entry, index) + ROW_LENGTH_OFFSET))
                ? 1
                : 0;
        return;
      }
      problem(
          Kind.BAD_SECTION,
          walk.path(),
          walk.documentOffset(),
          seq,
          "checksum of section %d differs".formatted(index));
      return;
    }
    int row = row(entry, index);
    long subjectRef = getLong(array, row + ROW_SUBJECT_REF_OFFSET);
    if (subjectRef == 0 || vault == null || ciphers == null) {
      return;
    }
    int month = getUnsignedShort(array, row + ROW_KEY_MONTH_OFFSET);
    int generation = getUnsignedShort(array, row + ROW_KEY_GENERATION_OFFSET);
    SectionCipher cipher = ciphers.findForOpening(subjectRef, month, generation);
    if (cipher == null) {
      if (mayBeGone(array, row)) {
        sectionsErased++;
      } else if (vault.keyState(subjectRef, month, generation) == Vault.KeyState.DESTROYED) {
        problem(
            Kind.KEY_UNKNOWN,
            walk.path(),
            walk.documentOffset(),
            seq,
            "the key of section %d was destroyed, and no ERASE covers it".formatted(index));
      } else {
        problem(
            Kind.KEY_UNKNOWN,
            walk.path(),
            walk.documentOffset(),
            seq,
            "the key of section %d is not in the vault".formatted(index));
      }
      return;
    }
    int length = getInt(array, row + ROW_LENGTH_OFFSET);
    if (plain.length < length) {
      plain = new byte[length];
    }
    if (seal.open(cipher, array, entry, index, start, length, plain, 0)
        == SectionCipher.NOT_AUTHENTIC) {
      problem(
          Kind.NOT_AUTHENTIC,
          walk.path(),
          walk.documentOffset(),
          seq,
          "section %d does not open".formatted(index));
    } else {
      sectionsOpened++;
    }
  }

  /** Whether an ERASE covers a section and, as far as it can be told, its key is destroyed. */
  private boolean mayBeGone(byte[] array, int row) {
    long subjectRef = getLong(array, row + ROW_SUBJECT_REF_OFFSET);
    int month = getUnsignedShort(array, row + ROW_KEY_MONTH_OFFSET);
    return subjectRef != 0
        && isErased(subjectRef, month)
        && (vault == null
            || vault.keyState(
                    subjectRef, month, getUnsignedShort(array, row + ROW_KEY_GENERATION_OFFSET))
                == Vault.KeyState.DESTROYED);
  }

  private void problem(Kind kind, Path file, long offset, long seq, String detail) {
    // The list is cut, but not the count; room for a live tail's few, which are taken out at the
    // end.
    if (problems.size() < JournalReport.PROBLEMS_MAX * 2) {
      problems.add(new JournalProblem(kind, file, offset, seq, detail));
    } else {
      problemsDropped++;
    }
  }

  private void tellProgress(long offset) {
    if (bytesDone + offset >= bytesTold + PROGRESS_EVERY_BYTES) {
      bytesTold = bytesDone + offset;
      progress.onProgress(bytesTold, bytesAll);
    }
  }

  private JournalReport report() {
    if (ciphers != null) {
      ciphers.clear();
    }
    List<JournalProblem> promised = problems.stream().filter(p -> p.seq() <= durableSeq).toList();
    return new JournalReport(
        files,
        entries,
        firstSeq,
        lastSeq,
        durableSeq,
        sectionsOpened,
        sectionsErased,
        sectionsOverwritten,
        promised.size() < problems.size(),
        promised.stream().limit(JournalReport.PROBLEMS_MAX).toList(),
        promised.size() + problemsDropped);
  }
}
