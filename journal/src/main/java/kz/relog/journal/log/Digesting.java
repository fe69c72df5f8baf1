package kz.relog.journal.log;

import static kz.relog.journal.EntryHeaderDescriptor.*;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;
import java.util.stream.Collectors;
import kz.relog.journal.EntryHeaderDescriptor;
import kz.relog.journal.JournalFailure;
import kz.relog.journal.SubjectDigests;
import kz.relog.journal.chronicle.EntryFileWalk;
import kz.relog.journal.chronicle.EntryFileWalk.Step;
import kz.relog.journal.entry.EntryCheck;

/** Hashes a journal's files, see {@link SubjectDigests}. For one thread. */
public final class Digesting {

  private final EntryCheck check = new EntryCheck();
  private final MessageDigest headers = sha256();
  private final TreeMap<Long, MessageDigest> sections = new TreeMap<>();
  private long lastSeq;

  private Digesting() {}

  /** See {@link SubjectDigests#of}. */
  public static SubjectDigests of(Path directory, long toSeq) {
    Digesting digesting = new Digesting();
    try {
      for (EntryFile file : Offline.look(directory).entryFiles()) {
        try (EntryFileWalk walk = new EntryFileWalk(file.path())) {
          digesting.add(walk, toSeq);
        }
      }
    } catch (IOException failed) {
      throw new JournalFailure(
          JournalFailure.Kind.IO, "cannot read the journal in " + directory, failed);
    }
    return digesting.finish();
  }

  private void add(EntryFileWalk walk, long toSeq) throws IOException {
    while (walk.next() == Step.DOCUMENT) {
      byte[] array = walk.array();
      int entry = walk.entry();
      if (check.findFrameFault(array, entry, walk.documentLength()) != null
          || EntryHeaderDescriptor.seq(array, entry) > toSeq) {
        return;
      }
      lastSeq = EntryHeaderDescriptor.seq(array, entry);
      int count = sectionCount(array, entry);
      int start = sectionsStart(entry, count);
      headers.update(array, entry, start - entry);
      for (int i = 0; i < count; i++) {
        int row = row(entry, i);
        int length = getInt(array, row + ROW_LENGTH_OFFSET);
        sections
            .computeIfAbsent(getLong(array, row + ROW_SUBJECT_REF_OFFSET), none -> sha256())
            .update(array, start, length);
        start += length;
      }
    }
  }

  private SubjectDigests finish() {
    return new SubjectDigests(
        lastSeq,
        HexFormat.of().formatHex(headers.digest()),
        sections.entrySet().stream()
            .collect(
                Collectors.toMap(
                    subject -> subject.getKey(),
                    subject -> HexFormat.of().formatHex(subject.getValue().digest()))));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("this Java has no SHA-256", missing);
    }
  }
}
