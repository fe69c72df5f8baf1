package kz.relog.api.guard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The one token that may call the API. Kept as its SHA-256, so that a heap dump does not hold it
 * and a comparison takes the same time whatever was sent. Immutable; any thread.
 */
public final class OperatorToken {
  /** The file's name in the data directory. */
  public static final String FILE_NAME = "operator-token";

  private static final int TOKEN_BYTES = 32;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final byte[] digest;
  private final Optional<Path> file;

  private OperatorToken(String token, Optional<Path> file) {
    this.digest = sha256(token);
    this.file = file;
  }

  /** The token that the operator chose. */
  public static OperatorToken given(String token) {
    return new OperatorToken(token, Optional.empty());
  }

  /**
   * The token in the data directory, made at first.
   *
   * @throws UncheckedIOException when the file can be read by others, is empty, or cannot be used
   */
  public static OperatorToken inDirectory(Path dataDir, SecureRandom random) {
    Path file = dataDir.resolve(FILE_NAME);
    try {
      if (!Files.exists(file)) {
        make(file, random);
      }
      return new OperatorToken(read(file), Optional.of(file));
    } catch (IOException unusable) {
      throw new UncheckedIOException("the operator's token: " + unusable.getMessage(), unusable);
    }
  }

  /** Where the token stands; empty when it was given. */
  public Optional<Path> file() {
    return file;
  }

  /** Whether a caller sent this token. */
  public boolean matches(String candidate) {
    return MessageDigest.isEqual(digest, sha256(candidate));
  }

  @Override
  public String toString() {
    return "OperatorToken";
  }

  private static void make(Path file, SecureRandom random) throws IOException {
    byte[] token = new byte[TOKEN_BYTES];
    random.nextBytes(token);
    Path fresh = file.resolveSibling(FILE_NAME + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(fresh, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    String line = Base64.getUrlEncoder().withoutPadding().encodeToString(token) + "\n";
    Files.writeString(fresh, line, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
    Files.move(fresh, file);
  }

  private static String read(Path file) throws IOException {
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    if (!OWNER_ONLY.containsAll(permissions)) {
      throw new IOException(
          file
              + " can be used by others ("
              + PosixFilePermissions.toString(permissions)
              + "); run: chmod 600 "
              + file);
    }
    String token = Files.readString(file).strip();
    if (token.isEmpty()) {
      throw new IOException(
          file + " is empty; delete it, and a new token is made at the next start");
    }
    return token;
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
