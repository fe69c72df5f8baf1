package kz.relog.journal.vault;

import java.sql.SQLException;
import kz.relog.journal.VaultFailure;

/**
 * Reads and writes of the vault's file, each whole or not at all, with one kind of failure. Under
 * the vault's lock.
 */
final class Transactions {
  private final SqliteStore store;
  private boolean closed;

  Transactions(SqliteStore store) {
    this.store = store;
  }

  /** A read or a write. */
  interface Step<T> {
    T run() throws SQLException;
  }

  /** A write without a result. */
  interface Write {
    void run() throws SQLException;
  }

  /**
   * Reads, and ends the read transaction: a check that runs beside the server must not hold up its
   * writes.
   */
  <T> T read(Step<T> reading) {
    T result = readAndGoOn(reading);
    try {
      store.rollback();
      return result;
    } catch (SQLException failed) {
      throw storage(failed);
    }
  }

  /**
   * Reads, and leaves the read transaction open until the next write: for the only process that
   * writes, many look-ups then cost one lock.
   */
  <T> T readAndGoOn(Step<T> reading) {
    checkOpen();
    try {
      return reading.run();
    } catch (SQLException failed) {
      throw storage(failed);
    }
  }

  <T> T write(Step<T> writing) {
    checkOpen();
    try {
      T result = writing.run();
      store.commit();
      return result;
    } catch (SQLException failed) {
      rollback(failed);
      throw storage(failed);
    }
  }

  /** Writes; false if the disk is full, and nothing is written then. */
  boolean writeIfItFits(Write writing) {
    checkOpen();
    try {
      writing.run();
      store.commit();
      return true;
    } catch (SQLException failed) {
      rollback(failed);
      if (SqliteStore.isFull(failed)) {
        return false;
      }
      throw storage(failed);
    }
  }

  boolean isClosed() {
    return closed;
  }

  void close() {
    closed = true;
    try {
      store.close();
    } catch (SQLException failed) {
      throw storage(failed);
    }
  }

  private void rollback(SQLException failed) {
    try {
      store.rollback();
    } catch (SQLException alsoFailed) {
      failed.addSuppressed(alsoFailed);
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new VaultFailure(VaultFailure.Kind.STORAGE, "the vault is closed", null);
    }
  }

  private static VaultFailure storage(SQLException failed) {
    return new VaultFailure(
        VaultFailure.Kind.STORAGE, "the vault's file failed: " + failed.getMessage(), failed);
  }
}
