package kz.relog.app.drill.ledger;

import java.nio.file.Path;
import kz.relog.app.archive.TrackArchive;
import kz.relog.journal.EntryKind;
import kz.relog.journal.Journal;
import kz.relog.journal.JournalConfig;
import kz.relog.journal.JournalReader;
import kz.relog.journal.Journals;
import kz.relog.journal.Vault;
import kz.relog.journal.VaultConfig;
import kz.relog.journal.Vaults;
import kz.relog.proto.fix.BatchFault;
import kz.relog.proto.fix.FixBatchDecoder;
import kz.relog.proto.fix.FixBatchEncoder;

/** Reads what a data folder holds, for a comparison. Stateless; blocks. */
public final class Stored {
  private static final long FOREVER_MS = Long.MAX_VALUE / 2_000_000;

  private Stored() {}

  /** Opens the journal as a server would, reads all of it, closes it. The server must be dead. */
  public static void readJournal(Path data, Comparison comparison) {
    try (Vault vault = Vaults.open(VaultConfig.below(data, null));
        Journal journal = Journals.open(JournalConfig.in(data.resolve("journal")).build(), vault);
        JournalReader reader = journal.reader(1)) {
      FixBatchDecoder decoder = new FixBatchDecoder();
      byte[] plain = new byte[FixBatchEncoder.ENCODED_BYTES_MAX];
      while (reader.poll()) {
        for (int i = 0; reader.kind() == EntryKind.FACTS && i < reader.sectionCount(); i++) {
          int length = reader.openSection(i, plain, 0);
          if (length == JournalReader.KEY_GONE
              || decoder.decode(plain, 0, length) != BatchFault.NONE) {
            throw new IllegalStateException("entry " + reader.seq() + " cannot be read as facts");
          }
          comparison.onJournalled(reader.deviceRef(), reader.seq(), reader.batchSeq(), decoder);
        }
      }
    }
  }

  /** Reads the archive of a running server. */
  public static void readArchive(TrackArchive archive, AckLedger ledger, Comparison comparison) {
    for (long deviceRef : ledger.devices()) {
      archive.read(
          deviceRef,
          0,
          FOREVER_MS,
          (timeMs, latE7, lonE7, speed, course, accuracy) -> {
            comparison.onArchived(deviceRef, timeMs, latE7, lonE7, speed, course, accuracy);
            return true;
          });
    }
  }
}
