package kz.relog.journal.vault;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import kz.relog.journal.Vault;
import kz.relog.journal.VaultConfig;
import kz.relog.journal.VaultFailure;
import kz.relog.journal.VaultFailure.Kind;
import org.jspecify.annotations.Nullable;

/** Opens a vault or makes one, and refuses where going on would lose or expose keys. */
public final class VaultOpening {

  private static final String ID = "id";
  private static final String VERSION = "version";
  private static final String CHECK = "check";

  private final VaultConfig config;
  private final SecureRandom random = new SecureRandom();
  private final Engines engines;

  private VaultOpening(VaultConfig config) {
    this.config = config;
    this.engines = new Engines(config.cipherProvider());
  }

  /** See {@link kz.relog.journal.Vaults#open}. */
  public static Vault open(VaultConfig config) {
    return new VaultOpening(config).open();
  }

  private Vault open() {
    boolean exists = exists();
    if (!exists && hasJournal()) {
      throw new VaultFailure(
          Kind.VAULT_MISSING,
          "there is a journal in %s, but its vault %s is missing: put the vault back; without it nothing in the journal can be read"
              .formatted(config.journalDirectory(), config.file()),
          null);
    }
    if (!exists && SealedRows.areBeside(config.file())) {
      throw new VaultFailure(
          Kind.VAULT_MISSING,
          "there are sealed rows beside it, but the vault %s is missing: put the vault back; without it they cannot be read"
              .formatted(config.file()),
          null);
    }
    if (!exists) {
      createFile();
    }
    byte[] master = exists ? MasterKey.load(config) : MasterKey.loadOrCreate(config, random);
    KeyWrap wrap = new KeyWrap(master, engines, random);
    Arrays.fill(master, (byte) 0);
    SqliteStore store = null;
    try {
      store = new SqliteStore(config.file());
      if (store.findMeta(ID) == null) {
        initialise(store, wrap);
      }
      return new SqliteVault(check(store, wrap), store, wrap, engines, random);
    } catch (SQLException | RuntimeException failed) {
      close(store, failed);
      if (failed instanceof VaultFailure refusal) {
        throw refusal;
      }
      throw new VaultFailure(Kind.STORAGE, "cannot open the vault " + config.file(), failed);
    }
  }

  private boolean exists() {
    try {
      return Files.exists(config.file()) && Files.size(config.file()) > 0;
    } catch (IOException failed) {
      throw new VaultFailure(Kind.STORAGE, "cannot read the vault " + config.file(), failed);
    }
  }

  private boolean hasJournal() {
    if (!Files.isDirectory(config.journalDirectory())) {
      return false;
    }
    try (Stream<Path> files = Files.walk(config.journalDirectory(), 2)) {
      return files.anyMatch(file -> file.toString().endsWith(".cq4"));
    } catch (IOException failed) {
      throw new VaultFailure(Kind.STORAGE, "cannot list " + config.journalDirectory(), failed);
    }
  }

  private void createFile() {
    Path directory = config.file().toAbsolutePath().getParent();
    try {
      if (directory != null) {
        Files.createDirectories(directory);
      }
      if (!Files.exists(config.file())) {
        Files.createFile(
            config.file(),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      if (directory != null) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
          channel.force(true);
        }
      }
    } catch (IOException failed) {
      throw new VaultFailure(Kind.STORAGE, "cannot make the vault " + config.file(), failed);
    }
  }

  private void initialise(SqliteStore store, KeyWrap wrap) throws SQLException {
    byte[] id = new byte[16];
    random.nextBytes(id);
    store.putMeta(ID, HexFormat.of().formatHex(id).getBytes(StandardCharsets.US_ASCII));
    store.putMeta(VERSION, new byte[] {1});
    store.putMeta(CHECK, wrap.wrap(new byte[AesKey.BYTES], KeyWrap.nameOfCheck()));
    store.commit();
  }

  private String check(SqliteStore store, KeyWrap wrap) throws SQLException {
    byte[] id = store.findMeta(ID);
    byte[] version = store.findMeta(VERSION);
    byte[] check = store.findMeta(CHECK);
    store.rollback();
    if (id == null || check == null || version == null || version.length != 1 || version[0] != 1) {
      throw new VaultFailure(
          Kind.STORAGE,
          "the vault %s is of another version or damaged".formatted(config.file()),
          null);
    }
    if (wrap.unwrap(check, KeyWrap.nameOfCheck()) == null) {
      throw new VaultFailure(
          Kind.KEY_WRONG,
          "the master key does not open the vault %s: give the key it was made with, in %s or %s"
              .formatted(config.file(), VaultConfig.MASTER_KEY_VARIABLE, config.keyFile()),
          null);
    }
    return new String(id, StandardCharsets.US_ASCII);
  }

  private static void close(@Nullable SqliteStore store, Exception failed) {
    if (store != null) {
      try {
        store.close();
      } catch (SQLException alsoFailed) {
        failed.addSuppressed(alsoFailed);
      }
    }
  }
}
