package kz.relog.device;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import kz.relog.device.disk.OwnerFiles;

/** The text form of a {@link DeviceIdentity} on disk. */
final class KeyFile {
  private static final String KEY_ID = "key-id";
  private static final String SECRET = "secret";
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private KeyFile() {}

  static DeviceIdentity read(Path file) throws IOException {
    refuseShared(file);
    String keyId = null;
    String secret = null;
    for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
      String text = line.trim();
      if (text.isEmpty() || text.startsWith("#")) {
        continue;
      }
      int colon = text.indexOf(':');
      String name = colon < 0 ? "" : text.substring(0, colon).trim();
      String value = text.substring(colon + 1).trim();
      if (name.equals(KEY_ID) && keyId == null) {
        keyId = value;
      } else if (name.equals(SECRET) && secret == null) {
        secret = value;
      } else {
        throw malformed(file);
      }
    }
    if (keyId == null || secret == null || !Hex.isHex(keyId, 10) || !Hex.isHex(secret, 64)) {
      throw malformed(file);
    }
    return new DeviceIdentity(Long.parseLong(keyId, 16), Hex.decode(secret));
  }

  static void write(Path file, DeviceIdentity identity) throws IOException {
    String text =
        KEY_ID
            + ": "
            + identity.keyIdText()
            + "\n"
            + SECRET
            + ": "
            + Hex.encode(identity.secret())
            + "\n";
    try (FileChannel channel = OwnerFiles.create(file)) {
      OwnerFiles.write(channel, ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
      channel.force(true);
    }
  }

  private static void refuseShared(Path file) throws IOException {
    if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return;
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file, new LinkOption[0]);
    if (!OWNER_ONLY.containsAll(permissions)) {
      throw new KeyFileException(
          "key file "
              + file
              + " is open to others ("
              + PosixFilePermissions.toString(permissions)
              + "); run: chmod 600 "
              + file);
    }
  }

  private static KeyFileException malformed(Path file) {
    return new KeyFileException(
        "key file "
            + file
            + " must hold one line 'key-id: <10 hex digits>' and one line 'secret: <64 hex digits>'");
  }
}
