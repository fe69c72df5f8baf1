package kz.relog.journal.entry;

import static kz.relog.journal.EntryHeaderDescriptor.*;

import java.util.zip.CRC32C;
import kz.relog.journal.EntryKind;
import kz.relog.journal.EntrySource;
import org.jspecify.annotations.Nullable;

/** Tells whether bytes are an entry. For one thread; allocates nothing. */
public final class EntryCheck {

  private final CRC32C crc = new CRC32C();

  /**
   * Checks the header and its table.
   *
   * @param available bytes in the array from the entry's start
   * @return what is wrong, null if nothing is
   */
  public @Nullable String findHeaderFault(byte[] array, int entry, int available) {
    if (available < HEADER_BYTES) {
      return "too short for a header";
    }
    if (getInt(array, entry + MAGIC_OFFSET) != MAGIC) {
      return "no entry's magic";
    }
    if (array[entry + VERSION_OFFSET] != VERSION) {
      return "unknown version";
    }
    int sections = sectionCount(array, entry);
    if (sections > SECTIONS_MAX || available < HEADER_BYTES + ROW_BYTES * sections) {
      return "too short for its table";
    }
    if (computeHeaderCrc(crc, array, entry) != headerCrc(array, entry)) {
      return "header checksum differs";
    }
    // From here on only a fault of our own could show; the checksum has vouched for the bytes.
    if (!EntryKind.isCode(kindCode(array, entry))
        || !EntrySource.isCode(sourceCode(array, entry))) {
      return "unknown kind or source";
    }
    return null;
  }

  /** As {@link #findHeaderFault}, and that the sections fill the document exactly. */
  public @Nullable String findFrameFault(byte[] array, int entry, int documentBytes) {
    String fault = findHeaderFault(array, entry, documentBytes);
    if (fault != null) {
      return fault;
    }
    int sections = sectionCount(array, entry);
    long bytes = HEADER_BYTES + (long) ROW_BYTES * sections;
    for (int i = 0; i < sections; i++) {
      int length = getInt(array, row(entry, i) + ROW_LENGTH_OFFSET);
      if (length < 0) {
        return "negative section length";
      }
      bytes += length;
    }
    if (bytes != entryBytes(array, entry) || bytes != documentBytes) {
      return "length differs from its document's";
    }
    return null;
  }

  /** Whether a section's bytes are those that were written. The frame must have been checked. */
  public boolean isSectionIntact(byte[] array, int entry, int index, int sectionStart) {
    int row = row(entry, index);
    crc.reset();
    crc.update(array, sectionStart, getInt(array, row + ROW_LENGTH_OFFSET));
    return (int) crc.getValue() == getInt(array, row + ROW_CRC_OFFSET);
  }

  /**
   * Checks everything that can be checked without a key. Returns what is wrong, null if nothing is.
   */
  public @Nullable String findFault(byte[] array, int entry, int documentBytes) {
    String fault = findFrameFault(array, entry, documentBytes);
    if (fault != null) {
      return fault;
    }
    int sections = sectionCount(array, entry);
    int start = sectionsStart(entry, sections);
    for (int i = 0; i < sections; i++) {
      if (!isSectionIntact(array, entry, i, start)) {
        return "section checksum differs";
      }
      start += getInt(array, row(entry, i) + ROW_LENGTH_OFFSET);
    }
    return null;
  }
}
