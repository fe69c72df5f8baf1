package kz.relog.journal.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What the mark tells: how far the journal reaches at least. Two slots are written in turn, each in
 * a disk block of its own, so that a write cut short leaves the other one.
 *
 * <pre>
 *   slot at 0 and at 4096, little-endian
 *   0   4  magic RLMK        24  4  CRC of the header of entry seq    48  8  recovery seq
 *   4   4  version 1         28  4  boot                              56  8  BEGIN of a checkpoint without END, or 0
 *   8   8  number of write   32  8  first seq                         64  4  CRC32C of the 64 bytes before
 *   16  8  durable seq       40  8  received ms, 0 for now
 * </pre>
 *
 * @param write counts the writes
 * @param seq every entry up to here was durable
 * @param headerCrc CRC of the header of that entry, 0 if seq is 0
 * @param boot the run that wrote the mark
 * @param firstSeq the oldest entry kept
 * @param recoverySeq where recovery starts
 * @param openBeginSeq a checkpoint begun and not ended, 0 if none
 */
record DurableMark(
    long write,
    long seq,
    int headerCrc,
    int boot,
    long firstSeq,
    long recoverySeq,
    long openBeginSeq) {

  private static final int MAGIC = 0x4B4D4C52;
  private static final int SLOT_BYTES = 68;
  private static final int SLOT_STRIDE = 4096;

  /** The newer of the two slots; null if neither can be read. */
  static @Nullable DurableMark read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      DurableMark first = readSlot(channel, 0);
      DurableMark second = readSlot(channel, SLOT_STRIDE);
      if (first == null || second == null) {
        return first == null ? second : first;
      }
      return first.write > second.write ? first : second;
    }
  }

  private static @Nullable DurableMark readSlot(FileChannel channel, long offset)
      throws IOException {
    ByteBuffer slot = newSlot();
    while (slot.hasRemaining() && channel.read(slot, offset + slot.position()) > 0) {
      // Until the slot is full or the file ends.
    }
    if (slot.hasRemaining()
        || slot.getInt(0) != MAGIC
        || slot.getInt(4) != 1
        || slot.getInt(64) != crc(slot)) {
      return null;
    }
    return new DurableMark(
        slot.getLong(8),
        slot.getLong(16),
        slot.getInt(24),
        slot.getInt(28),
        slot.getLong(32),
        slot.getLong(48),
        slot.getLong(56));
  }

  private static ByteBuffer newSlot() {
    return ByteBuffer.allocate(SLOT_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int crc(ByteBuffer slot) {
    CRC32C crc = new CRC32C();
    crc.update(slot.duplicate().clear().limit(SLOT_BYTES - 4));
    return (int) crc.getValue();
  }

  /** Writes the slot whose turn it is. The caller forces. */
  void writeTo(FileChannel channel) throws IOException {
    ByteBuffer slot = newSlot();
    slot.putInt(MAGIC).putInt(1).putLong(write).putLong(seq).putInt(headerCrc).putInt(boot);
    slot.putLong(firstSeq).putLong(0).putLong(recoverySeq).putLong(openBeginSeq);
    slot.putInt(crc(slot)).flip();
    long offset = (write & 1) * SLOT_STRIDE;
    while (slot.hasRemaining()) {
      channel.write(slot, offset + slot.position());
    }
  }
}
