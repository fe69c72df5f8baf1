package kz.relog.journal.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import kz.relog.journal.EntryHeaderDescriptor;
import kz.relog.journal.JournalCopy.Copied;
import kz.relog.journal.JournalFailure;
import kz.relog.journal.JournalVerifier.Progress;
import kz.relog.journal.chronicle.EntryFileWalk;
import kz.relog.journal.chronicle.EntryFileWalk.Step;

/** See {@link kz.relog.journal.JournalCopy}. Stateless. */
public final class Copying {

  private static final long CHUNK_BYTES = 8 << 20;

  private Copying() {}

  /** Copies a journal; for arguments and errors see {@link kz.relog.journal.JournalCopy#copy}. */
  public static Copied copy(Path from, Path to, Progress progress) {
    try {
      Layout source = new Layout(from);
      Layout target = new Layout(to);
      Files.createDirectories(to);
      // The mark first: what it promises is in the files that are copied after it.
      for (Path small : List.of(source.mark(), source.boot(), source.vaultId())) {
        copySmall(small, to);
      }
      Offline offline = Offline.look(from);
      // As far as entries are whole: records and archive never know more than is durable.
      long lastSeq = offline.durableSeq();
      List<EntryFile> files =
          offline.entryFiles().stream().filter(file -> file.firstSeq() <= lastSeq).toList();
      copyFiles(files, lastSeq, target, progress);
      copySmall(source.erased(), to);
      return new Copied(files.isEmpty() ? 1 : files.get(0).firstSeq(), lastSeq);
    } catch (IOException failed) {
      throw new JournalFailure(
          JournalFailure.Kind.IO, "copying the journal in " + from + " failed: " + failed, failed);
    }
  }

  private static void copySmall(Path file, Path to) throws IOException {
    if (Files.exists(file)) {
      Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void copyFiles(
      List<EntryFile> files, long lastSeq, Layout target, Progress progress) throws IOException {
    long all = 0;
    for (EntryFile file : files) {
      all += Files.size(file.path());
    }
    long done = 0;
    for (int i = 0; i < files.size(); i++) {
      EntryFile file = files.get(i);
      long bytes = i + 1 < files.size() ? Files.size(file.path()) : endOf(file, lastSeq);
      Path run = target.run(file.boot());
      Files.createDirectories(run);
      try (FileChannel in = FileChannel.open(file.path(), StandardOpenOption.READ);
          FileChannel out =
              FileChannel.open(
                  run.resolve(file.path().getFileName()),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.TRUNCATE_EXISTING,
                  StandardOpenOption.WRITE)) {
        for (long at = 0; at < bytes; ) {
          long copied = in.transferTo(at, Math.min(CHUNK_BYTES, bytes - at), out);
          if (copied <= 0) {
            throw new IOException(file.path() + " ended while it was copied");
          }
          at += copied;
          progress.onProgress(done + at, all);
        }
        out.force(true);
      }
      done += Files.size(file.path());
    }
    progress.onProgress(all, all);
  }

  /** Where an entry ends in its file. */
  private static long endOf(EntryFile file, long seq) throws IOException {
    try (EntryFileWalk walk = new EntryFileWalk(file.path())) {
      while (walk.next() == Step.DOCUMENT) {
        if (EntryHeaderDescriptor.seq(walk.array(), walk.entry()) == seq) {
          return walk.position();
        }
      }
    }
    throw new IOException("entry " + seq + " is not in " + file.path());
  }
}
