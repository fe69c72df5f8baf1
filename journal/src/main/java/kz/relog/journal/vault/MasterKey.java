package kz.relog.journal.vault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import kz.relog.journal.VaultConfig;
import kz.relog.journal.VaultFailure;
import kz.relog.journal.VaultFailure.Kind;

/** Where the master key comes from: the environment, else a file that only its owner may read. */
final class MasterKey {

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private MasterKey() {}

  /** The key of a vault that exists. The caller zeroes it. */
  static byte[] load(VaultConfig config) {
    String given = config.masterKeyHex();
    if (given != null && !given.isBlank()) {
      return parse(given, "the variable " + VaultConfig.MASTER_KEY_VARIABLE);
    }
    Path file = config.keyFile();
    if (!Files.exists(file)) {
      throw new VaultFailure(
          Kind.KEY_MISSING,
          "the vault %s is locked and its key is missing: put back %s or set %s"
              .formatted(config.file(), file, VaultConfig.MASTER_KEY_VARIABLE),
          null);
    }
    return read(file);
  }

  /**
   * The key of a vault to be made: a given one, else one that lies there, else a new file. The
   * caller zeroes it.
   */
  static byte[] loadOrCreate(VaultConfig config, SecureRandom random) {
    String given = config.masterKeyHex();
    if ((given != null && !given.isBlank()) || Files.exists(config.keyFile())) {
      return load(config);
    }
    byte[] key = new byte[AesKey.BYTES];
    random.nextBytes(key);
    FileAttribute<Set<PosixFilePermission>> ownerOnly =
        PosixFilePermissions.asFileAttribute(OWNER_ONLY);
    try (FileChannel channel =
        FileChannel.open(
            config.keyFile(),
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            ownerOnly)) {
      byte[] text = (HexFormat.of().formatHex(key) + "\n").getBytes(StandardCharsets.US_ASCII);
      channel.write(ByteBuffer.wrap(text));
      channel.force(true);
    } catch (IOException failed) {
      throw new VaultFailure(Kind.STORAGE, "cannot write the key file " + config.keyFile(), failed);
    }
    return key;
  }

  private static byte[] read(Path file) {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      if (!OWNER_ONLY.containsAll(permissions)) {
        throw new VaultFailure(
            Kind.KEY_FILE_OPEN,
            "others may read the key file %s (%s): run chmod 600 %s"
                .formatted(file, PosixFilePermissions.toString(permissions), file),
            null);
      }
      return parse(Files.readString(file, StandardCharsets.US_ASCII), "the key file " + file);
    } catch (IOException failed) {
      throw new VaultFailure(Kind.STORAGE, "cannot read the key file " + file, failed);
    }
  }

  private static byte[] parse(String hex, String where) {
    try {
      byte[] key = HexFormat.of().parseHex(hex.strip());
      if (key.length == AesKey.BYTES) {
        return key;
      }
    } catch (IllegalArgumentException notHex) {
      // Told below, without the text: it may be most of a key.
    }
    throw new VaultFailure(Kind.KEY_MALFORMED, where + " does not hold 64 hex digits", null);
  }
}
