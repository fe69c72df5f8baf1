package kz.relog.journal;

import static kz.relog.journal.EntryHeaderDescriptor.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The layout, offset by offset, as it stands in a file. */
class EntryHeaderDescriptorTest {

  @TempDir Path data;

  @Test
  void everyFieldStandsWhereItIsDrawn() {
    int boot;
    try (Vault vault = Bench.vault(data);
        Journal journal = Bench.journal(data, vault)) {
      boot = journal.boot();
      Bench.write(journal, 1, 1);
      JournalWriter writer = journal.writer();
      writer.begin(
          EntryKind.DEVICE,
          EntrySource.ADMIN,
          0x0102030405060708L,
          0x1112131415161718L,
          0x2122232425L,
          0x3132333435363738L,
          0x4142434445464748L,
          0x51);
      writer.refused(0x0201);
      writer.section(0x6162636465666768L, 0x7172, 0x81828384, new byte[] {1, 2, 3}, 0, 3);
      writer.section(0, 0, 7, new byte[] {4, 5}, 0, 2);
      writer.commit();
    }
    Corrupter file = new Corrupter(Bench.entryFiles(data).get(0));
    Corrupter.Place place = file.entries().get(1);
    byte[] entry = file.read(place.offset() + 4, place.bytes() - 4);
    ByteBuffer at = ByteBuffer.wrap(entry).order(ByteOrder.LITTLE_ENDIAN);

    assertThat(new String(entry, 0, 4, java.nio.charset.StandardCharsets.US_ASCII))
        .isEqualTo("RLJE");
    assertThat(at.get(4)).isEqualTo((byte) 1);
    assertThat(at.get(5)).isEqualTo(EntryKind.DEVICE.code());
    assertThat(at.get(6)).isEqualTo(EntrySource.ADMIN.code());
    assertThat(at.get(7)).isZero();
    assertThat(at.getLong(8)).isEqualTo(2);
    assertThat(at.getInt(16)).isEqualTo(boot);
    int headerBytes = 80;
    int tableBytes = 2 * 24;
    int sealedBytes = 3 + 16;
    int clearBytes = 2;
    assertThat(at.getInt(20)).isEqualTo(headerBytes + tableBytes + sealedBytes + clearBytes);
    assertThat(entry).hasSize(headerBytes + tableBytes + sealedBytes + clearBytes);
    assertThat(at.getLong(24)).isEqualTo(0x0102030405060708L);
    assertThat(at.getLong(32)).isEqualTo(1);
    assertThat(at.getLong(40)).isEqualTo(0x1112131415161718L);
    assertThat(at.getLong(48)).isEqualTo(0x2122232425L);
    assertThat(at.getLong(56)).isEqualTo(0x3132333435363738L);
    assertThat(at.getLong(64)).isEqualTo(0x4142434445464748L);
    assertThat(at.get(72)).isEqualTo((byte) 0x51);
    assertThat(at.get(73)).isEqualTo((byte) 2);
    assertThat(at.getShort(74)).isEqualTo((short) 0x0201);
    CRC32C header = new CRC32C();
    header.update(entry, 0, 76);
    header.update(entry, 80, tableBytes);
    assertThat(at.getInt(76)).isEqualTo((int) header.getValue());

    int row = 80;
    assertThat(at.getLong(row)).isEqualTo(0x6162636465666768L);
    assertThat(at.getShort(row + 8)).isEqualTo((short) 0x7172);
    assertThat(at.getShort(row + 10)).isEqualTo((short) 1);
    assertThat(at.getInt(row + 12)).isEqualTo(0x81828384);
    assertThat(at.getInt(row + 16)).isEqualTo(sealedBytes);
    CRC32C section = new CRC32C();
    section.update(entry, 80 + tableBytes, sealedBytes);
    assertThat(at.getInt(row + 20)).isEqualTo((int) section.getValue());

    int clearRow = row + 24;
    assertThat(at.getLong(clearRow)).isZero();
    assertThat(at.getInt(clearRow + 12)).isEqualTo(7);
    assertThat(at.getInt(clearRow + 16)).isEqualTo(clearBytes);
    assertThat(at.get(entry.length - 2)).isEqualTo((byte) 4);
    assertThat(at.get(entry.length - 1)).isEqualTo((byte) 5);
  }

  @Test
  void constantsAreTheDrawnOffsets() {
    assertThat(
            new int[] {
              MAGIC_OFFSET,
              VERSION_OFFSET,
              KIND_OFFSET,
              SOURCE_OFFSET,
              FLAGS_OFFSET,
              SEQ_OFFSET,
              BOOT_OFFSET,
              ENTRY_BYTES_OFFSET,
              RECEIVED_MS_OFFSET,
              DURABLE_SEQ_OFFSET,
              DEVICE_REF_OFFSET,
              KEY_ID_OFFSET,
              PACKET_COUNTER_OFFSET,
              BATCH_SEQ_OFFSET,
              HELD_OFFSET,
              SECTION_COUNT_OFFSET,
              REFUSED_OFFSET,
              HEADER_CRC_OFFSET,
              HEADER_BYTES
            })
        .containsExactly(0, 4, 5, 6, 7, 8, 16, 20, 24, 32, 40, 48, 56, 64, 72, 73, 74, 76, 80);
    assertThat(
            new int[] {
              ROW_SUBJECT_REF_OFFSET,
              ROW_KEY_MONTH_OFFSET,
              ROW_KEY_GENERATION_OFFSET,
              ROW_PURPOSE_MASK_OFFSET,
              ROW_LENGTH_OFFSET,
              ROW_CRC_OFFSET,
              ROW_BYTES
            })
        .containsExactly(0, 8, 10, 12, 16, 20, 24);
  }

  @Test
  void kindsAndSourcesKeepTheirCodes() {
    assertThat(EntryKind.values()).extracting(EntryKind::code).containsExactly(codes(8));
    assertThat(EntrySource.values()).extracting(EntrySource::code).containsExactly(codes(4));
    for (EntryKind kind : EntryKind.values()) {
      assertThat(EntryKind.ofCode(kind.code())).isEqualTo(kind);
    }
  }

  private static Byte[] codes(int count) {
    Byte[] codes = new Byte[count];
    for (int i = 0; i < count; i++) {
      codes[i] = (byte) (i + 1);
    }
    return codes;
  }
}
