package kz.relog.app.backup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HexFormat;
import kz.relog.journal.Vault;

/**
 * A copy of the vault as one file: a line of JSON, then the vault's own file, whose keys stay
 * wrapped under the master key. The line says until when it may be used, and is authenticated under
 * the master key. Stateless.
 */
final class VaultCopy {
  /** Longer a destroyed key must not live anywhere. */
  static final Duration KEPT = Duration.ofDays(30);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int HEAD_BYTES_MAX = 4_096;

  private VaultCopy() {}

  /** What the line tells. */
  record Head(String vaultId, long createdMs, long expiresMs, String sha256, String mac) {
    private String authenticated() {
      return vaultId + ' ' + createdMs + ' ' + expiresMs + ' ' + sha256;
    }
  }

  private static String mac(Vault vault, Head head) {
    return HexFormat.of().formatHex(vault.lookupHash("vault-copy", head.authenticated()));
  }

  /** Writes one. */
  static Head write(Path vaultFile, Vault vault, Path to, long nowMs, BackupProgress progress)
      throws IOException {
    Path bare = to.resolveSibling(to.getFileName() + ".db");
    try {
      SqliteCopy.copy(vaultFile, bare, (done, all) -> progress.onProgress("vault", done, all));
      Head open = new Head(vault.id(), nowMs, nowMs + KEPT.toMillis(), Hashes.of(bare), "");
      Head head =
          new Head(open.vaultId, open.createdMs, open.expiresMs, open.sha256, mac(vault, open));
      Files.deleteIfExists(to);
      Files.createFile(
          to, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try (OutputStream out = Files.newOutputStream(to)) {
        out.write(JSON.writeValueAsBytes(head));
        out.write('\n');
        Files.copy(bare, out);
      }
      return head;
    } finally {
      Files.deleteIfExists(bare);
    }
  }

  /**
   * Unpacks one.
   *
   * @return what it tells; not authenticated yet: see {@link #authenticate}
   * @throws BackupProblem if it is none, altered or expired
   */
  static Head read(Path copy, Path to, long nowMs) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(copy))) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int b = in.read(); b >= 0 && b != '\n' && line.size() < HEAD_BYTES_MAX; b = in.read()) {
        line.write(b);
      }
      Head head = parse(copy, line.toString(StandardCharsets.UTF_8));
      if (nowMs > head.expiresMs) {
        throw new BackupProblem(
            "the vault copy "
                + copy
                + " is older than "
                + KEPT.toDays()
                + " days and must not be used any more: destroy it");
      }
      Files.copy(in, to);
      if (!Hashes.of(to).equals(head.sha256)) {
        throw new BackupProblem("the vault copy " + copy + " is damaged");
      }
      return head;
    }
  }

  private static Head parse(Path copy, String line) {
    try {
      JsonNode node = JSON.readTree(line);
      if (node != null && node.has("vaultId")) {
        return JSON.treeToValue(node, Head.class);
      }
    } catch (IOException notOurs) {
      // Told below.
    }
    throw new BackupProblem(copy + " is no vault copy; make one with relog backup --vault");
  }

  /**
   * Checks that the line is what was written.
   *
   * @throws BackupProblem if it was altered, as to live longer
   */
  static void authenticate(Path copy, Head head, Vault vault) {
    if (!mac(vault, head).equals(head.mac)) {
      throw new BackupProblem("the first line of the vault copy " + copy + " was altered");
    }
  }
}
