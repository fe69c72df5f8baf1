package kz.relog.app.erase;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import kz.relog.journal.ErasedRange;
import kz.relog.journal.Vault;

/**
 * The erased list and its copy elsewhere, kept alike. An erasure goes on only when both are forced:
 * a restore from a backup needs a list that survived whatever the data did not. Thread-safe.
 */
public final class ErasedLists {
  private final Vault vault;
  private final ErasedListFile main;
  private final ErasedListFile copy;

  /**
   * Reads both and brings the shorter one up to the longer.
   *
   * @param main usually {@code erased.list} in the data folder
   * @param copy on another disk, or beside the data folder at least
   * @throws BadErasedList if one is damaged or they contradict each other
   */
  public ErasedLists(Path main, Path copy, Vault vault) {
    this.vault = vault;
    this.main = ErasedListFile.read(main, vault.id());
    this.copy = ErasedListFile.read(copy, vault.id());
    try {
      if (!this.main.catchUp(this.copy) && !this.copy.catchUp(this.main)) {
        throw new BadErasedList(
            "the erased lists " + main + " and " + copy + " contradict each other");
      }
      this.copy.catchUp(this.main);
    } catch (IOException failed) {
      throw new UncheckedIOException("the erased list cannot be written", failed);
    }
  }

  /** Adds an erasure to both, forced. Repeating it changes nothing. */
  public void append(ErasedRange range, long nowMs) throws IOException {
    append(List.of(range), nowMs);
  }

  /** The same of many, with one write to each. */
  public synchronized void append(List<ErasedRange> ranges, long nowMs) throws IOException {
    main.append(vault, ranges, nowMs);
    copy.append(vault, ranges, nowMs);
  }
}
