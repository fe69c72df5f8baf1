package kz.relog.journal.log;

import static kz.relog.journal.EntryHeaderDescriptor.*;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import kz.relog.journal.EntryHeaderDescriptor;
import kz.relog.journal.JournalDisk;
import kz.relog.journal.JournalVerifier.Progress;
import kz.relog.journal.Remains;
import kz.relog.journal.Vault;
import kz.relog.journal.chronicle.EntryFileWalk;
import kz.relog.journal.chronicle.EntryFileWalk.Step;
import kz.relog.journal.entry.EntryCheck;
import org.jspecify.annotations.Nullable;

/**
 * Overwrites the sections of subjects whose keys are destroyed, or looks what is left of them. Runs
 * on the caller's thread beside writer and readers: it touches only bytes of durable sections,
 * which nobody writes again, and a reader that meets zeros finds the key destroyed too.
 */
final class Redaction {

  private static final int HASHED_BYTES = 1 << 20;

  private final Set<Long> subjectRefs;
  private final Vault vault;
  private final JournalDisk disk;
  private final ErasedList erased;
  private final EntryCheck check = new EntryCheck();
  private final Progress progress;
  private long bytesAll;
  private long bytesDone;
  private long zeroed;
  private long sealed;
  private long kept;

  Redaction(
      Set<Long> subjectRefs, Vault vault, JournalDisk disk, ErasedList erased, Progress progress) {
    this.subjectRefs = Set.copyOf(subjectRefs);
    this.vault = vault;
    this.disk = disk;
    this.erased = erased;
    this.progress = progress;
  }

  /** Zeroes and forces; returns how many sections it had to overwrite. */
  long overwrite(List<EntryFile> files, long toSeq) throws IOException {
    measure(files);
    for (EntryFile file : files) {
      try (EntryFileWalk walk = new EntryFileWalk(file.path());
          FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.WRITE)) {
        long before = zeroed;
        walk(walk, toSeq, channel);
        if (zeroed > before) {
          disk.force(channel);
        }
      } catch (NoSuchFileException letGo) {
        // Old, and no longer part of the journal.
      }
    }
    progress.onProgress(bytesAll, bytesAll);
    return zeroed;
  }

  /** Reads everything and says what is left. */
  Remains look(List<EntryFile> files, long toSeq) throws IOException {
    measure(files);
    List<Remains.ScannedFile> scanned = new ArrayList<>();
    for (EntryFile file : files) {
      try (EntryFileWalk walk = new EntryFileWalk(file.path())) {
        long end = walk(walk, toSeq, null);
        String name = "%08d/%s".formatted(file.boot(), file.path().getFileName());
        scanned.add(new Remains.ScannedFile(name, end, sha256(file.path(), end)));
      } catch (NoSuchFileException letGo) {
        // As above.
      }
    }
    progress.onProgress(bytesAll, bytesAll);
    return new Remains(zeroed, sealed, kept, scanned);
  }

  private void measure(List<EntryFile> files) throws IOException {
    for (EntryFile file : files) {
      bytesAll += Files.exists(file.path()) ? Files.size(file.path()) : 0;
    }
  }

  /** Goes through a file, overwriting if there is a channel; returns where it ended. */
  private long walk(EntryFileWalk walk, long toSeq, @Nullable FileChannel to) throws IOException {
    long told = 0;
    while (walk.next() == Step.DOCUMENT) {
      byte[] array = walk.array();
      int entry = walk.entry();
      if (check.findFrameFault(array, entry, walk.documentLength()) != null
          || EntryHeaderDescriptor.seq(array, entry) > toSeq) {
        break;
      }
      int start = sectionsStart(entry, sectionCount(array, entry));
      for (int i = 0; i < sectionCount(array, entry); i++) {
        int row = row(entry, i);
        int length = getInt(array, row + ROW_LENGTH_OFFSET);
        if (subjectRefs.contains(getLong(array, row + ROW_SUBJECT_REF_OFFSET))) {
          section(array, row, start, length, walk.documentOffset() + 4 + start - entry, to);
        }
        start += length;
      }
      if (walk.position() - told >= 8 << 20) {
        told = walk.position();
        progress.onProgress(bytesDone + told, bytesAll);
      }
    }
    bytesDone += walk.position();
    return walk.position();
  }

  private void section(
      byte[] array, int row, int start, int length, long offset, @Nullable FileChannel to)
      throws IOException {
    long subjectRef = getLong(array, row + ROW_SUBJECT_REF_OFFSET);
    int month = getUnsignedShort(array, row + ROW_KEY_MONTH_OFFSET);
    int generation = getUnsignedShort(array, row + ROW_KEY_GENERATION_OFFSET);
    boolean zero = isZero(array, start, length);
    if (zero) {
      zeroed += to == null ? 1 : 0;
    } else if (!erased.covers(subjectRef, month)
        || vault.keyState(subjectRef, month, generation) == Vault.KeyState.PRESENT) {
      kept++;
    } else if (to == null) {
      sealed++;
    } else {
      ByteBuffer zeros = ByteBuffer.allocate(length);
      long at = offset;
      while (zeros.hasRemaining()) {
        at += to.write(zeros, at);
      }
      zeroed++;
    }
  }

  /** Whether a section's bytes are zeros: what an erasure leaves. */
  static boolean isZero(byte[] array, int start, int length) {
    for (int i = start; i < start + length; i++) {
      if (array[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private static String sha256(Path file, long bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      ByteBuffer buffer = ByteBuffer.allocate(HASHED_BYTES);
      long at = 0;
      while (at < bytes) {
        buffer.clear().limit((int) Math.min(HASHED_BYTES, bytes - at));
        int read = channel.read(buffer, at);
        if (read <= 0) {
          break;
        }
        digest.update(buffer.flip());
        at += read;
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }
}
