package kz.relog.app.prove;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Looks into the vault's file as a thief would: rows without the master key. Stateless. */
final class VaultRows {
  private VaultRows() {}

  static List<byte[]> wrappedKeys(Path vaultFile, long subjectRef) throws IOException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + vaultFile);
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT wrapped FROM subject_key WHERE subject_ref = ? AND wrapped IS NOT NULL")) {
      select.setLong(1, subjectRef);
      List<byte[]> keys = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          keys.add(row.getBytes(1));
        }
      }
      return keys;
    } catch (SQLException failed) {
      throw new IOException("cannot read " + vaultFile, failed);
    }
  }
}
