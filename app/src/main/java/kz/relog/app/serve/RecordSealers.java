package kz.relog.app.serve;

import kz.relog.api.spi.RecordSealer;
import kz.relog.journal.Vault;

/** Gives a command what a running server seals its records with. Stateless. */
public final class RecordSealers {
  private RecordSealers() {}

  /** Seals and opens with the keys of a vault. */
  public static RecordSealer of(Vault vault) {
    return Bridges.recordSealer(vault);
  }
}
