package kz.relog.app.archive;

import java.util.List;
import kz.relog.journal.SectionCipher;
import kz.relog.proto.fix.FixBatchEncoder;

/** Packs facts of one subject, device and hour into sealed rows. For one thread. */
final class RowPacking {
  private final RowSealer sealer;
  private final FixBatchEncoder encoder;
  private final byte[] plain;

  /**
   * Works with the caller's buffers.
   *
   * @param plain holds an encoded batch of the largest size
   */
  RowPacking(RowSealer sealer, FixBatchEncoder encoder, byte[] plain) {
    this.sealer = sealer;
    this.encoder = encoder;
    this.plain = plain;
  }

  /** Adds rows to the list; their keys are the first one's with growing parts. */
  void seal(ArchiveRow.Key first, FactColumns facts, SectionCipher cipher, List<ArchiveRow> rows) {
    int tickMs = facts.tickMs();
    int digits = facts.digits();
    int part = first.part();
    encoder.begin(tickMs, digits).batchSeq(1);
    for (int index : facts.order()) {
      if (!facts.addTo(encoder, index)) {
        rows.add(sealed(first, part++, cipher));
        encoder.begin(tickMs, digits).batchSeq(1);
        facts.addTo(encoder, index);
      }
    }
    rows.add(sealed(first, part, cipher));
  }

  private ArchiveRow sealed(ArchiveRow.Key first, int part, SectionCipher cipher) {
    int length = encoder.encode(plain, 0);
    ArchiveRow.Key key =
        new ArchiveRow.Key(
            first.subjectRef(), first.deviceRef(), first.hour(), first.firstSeq(), part);
    return new ArchiveRow(key, encoder.count(), sealer.seal(cipher, key, plain, length));
  }
}
