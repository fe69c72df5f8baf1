package kz.relog.app.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Locale;
import kz.relog.api.access.Caller;
import kz.relog.api.audit.AuditAction;
import kz.relog.api.audit.AuditEntry;
import kz.relog.api.audit.AuditTrail;
import kz.relog.api.audit.ObjectKind;
import kz.relog.api.store.AdminStore;
import kz.relog.app.seal.VaultSealer;
import kz.relog.journal.Vault;

/**
 * Printing what is sealed in a journal: only for the operator, for a named purpose, and after a row
 * of the audit says so. Stateless.
 */
final class Reveal {
  private Reveal() {}

  /** What somebody may look into a journal for. */
  enum Purpose {
    /** A person complains of what was done with the data. */
    COMPLAINT,
    /** An incident is looked into. */
    INCIDENT,
    /** An authority asks by law. */
    LAWFUL_REQUEST,
    /** Damage is repaired. */
    REPAIR;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * Why somebody may not.
   *
   * @return what to tell; empty text when allowed
   */
  static String refusal(Path data, Path tokenFile) throws IOException {
    Path stored = data.resolve("operator-token");
    String configured = System.getenv().getOrDefault("RELOG_OPERATOR_TOKEN", "");
    if (!Files.isRegularFile(tokenFile)) {
      return "--as: " + tokenFile + " is no file; give one that holds the operator's token";
    }
    if (!Files.isRegularFile(stored) && configured.isEmpty()) {
      return "the operator's token is neither in "
          + stored
          + " nor in RELOG_OPERATOR_TOKEN: who you are cannot be checked";
    }
    String wanted = configured.isEmpty() ? Files.readString(stored).strip() : configured.strip();
    String given = Files.readString(tokenFile).strip();
    if (!MessageDigest.isEqual(
        wanted.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8))) {
      return "--as: the token in " + tokenFile + " is not the operator's";
    }
    return Files.isRegularFile(data.resolve("admin.db"))
        ? ""
        : data + " has no admin.db, so that it cannot be recorded who looked";
  }

  /** Records it; durable when this returns. The server must be stopped. */
  static void record(Path data, Vault vault, Purpose purpose) {
    try (AdminStore store = AdminStore.open(data.resolve("admin.db"), new VaultSealer(vault))) {
      new AuditTrail(store.audit(), Clock.systemUTC())
          .record(
              AuditEntry.by(Caller.operator(), AuditAction.REVEAL)
                  .on(ObjectKind.INSTALLATION, 0)
                  .purpose(purpose.toString()));
    }
  }
}
