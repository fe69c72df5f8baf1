package kz.relog.api.store;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import kz.relog.api.access.Role;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * How people come into companies: a registration or an invitation waits with its mailed token, and
 * is confirmed with it once. Each step is one transaction. Any thread; blocks.
 */
public final class JoinRecords {
  private final Jdbi jdbi;
  private final SealedText text;
  private final MailTokenRecords tokens;

  JoinRecords(Jdbi jdbi, SealedText text, MailTokenRecords tokens) {
    this.jdbi = jdbi;
    this.text = text;
    this.tokens = tokens;
  }

  /**
   * A company to be.
   *
   * @param name of the company
   * @param bin its business identification number
   * @param country ISO 3166 alpha-2
   * @param timeZone IANA name
   */
  public record NewCompany(String name, String bin, String country, String timeZone) {
    @Override
    public String toString() {
      return "NewCompany";
    }
  }

  /** Keeps a company and its owner until the token comes back. */
  public void register(NewCompany company, Profile owner, MailToken token) {
    byte[] sealed =
        text.seal(token.companyRef(), Map.of("name", company.name(), "bin", company.bin()));
    byte[] profile = text.seal(token.personRef(), owner.texts());
    MailTokenRecords.Row row = tokens.row(token, token.personRef());
    jdbi.useTransaction(
        handle -> {
          handle.execute(
              "INSERT INTO company (company_ref, country, time_zone, sealed, created_ms)"
                  + " VALUES (?, ?, ?, ?, ?)",
              token.companyRef(),
              company.country(),
              company.timeZone(),
              sealed,
              token.sentMs());
          insertPerson(handle, token, Role.OWNER, profile);
          MailTokenRecords.insert(handle, row);
        });
  }

  /** The person of a company who is invited at this address and has not accepted. */
  public OptionalLong findInvited(long companyRef, String email) {
    byte[] lookup = text.emailLookup(email);
    return jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT person_ref FROM mail_token WHERE company_ref = ?"
                            + " AND email_lookup = ? AND purpose = 'INVITE'")
                    .bind(0, companyRef)
                    .bind(1, lookup)
                    .mapTo(Long.class)
                    .findFirst())
        .map(OptionalLong::of)
        .orElseGet(OptionalLong::empty);
  }

  /** Keeps an invited person until the token comes back; an earlier token of the person dies. */
  public void invite(long companyRef, Role role, Profile profile, MailToken token) {
    byte[] sealed = text.seal(token.personRef(), profile.texts());
    MailTokenRecords.Row row = tokens.row(token, token.personRef());
    jdbi.useTransaction(
        handle -> {
          int again =
              handle.execute(
                  "UPDATE person SET role = ?, sealed = ?, version = version + 1, changed_ms = ?"
                      + " WHERE company_ref = ? AND person_ref = ? AND state = 'PENDING'",
                  role.name(),
                  sealed,
                  token.sentMs(),
                  companyRef,
                  token.personRef());
          if (again == 0) {
            insertPerson(handle, token, role, sealed);
          }
          handle.execute("DELETE FROM mail_token WHERE person_ref = ?", token.personRef());
          MailTokenRecords.insert(handle, row);
        });
  }

  /** Takes an invitation back: the person who was never a member is gone with it. */
  public boolean withdraw(long companyRef, long personRef) {
    return jdbi.inTransaction(
        handle -> {
          int tokens =
              handle.execute(
                  "DELETE FROM mail_token WHERE company_ref = ? AND person_ref = ?"
                      + " AND purpose = 'INVITE'",
                  companyRef,
                  personRef);
          return tokens > 0 && deletePending(handle, companyRef, personRef);
        });
  }

  /**
   * Uses a token of a registration or an invitation: the person becomes a member, with an account
   * that exists or is made now.
   *
   * @param accountRef the account that exists for the address, or the reference of the one to be
   *     made
   * @param password the hash of a new account's password; an account that exists keeps its own
   * @return false when the token was used meanwhile, or another account took the address
   */
  public boolean confirm(MailToken token, long accountRef, Optional<String> password, long nowMs) {
    String email = token.email().orElseThrow();
    byte[] lookup = text.emailLookup(email);
    byte[] sealed = text.seal(accountRef, Map.of("email", email));
    return jdbi.inTransaction(
        handle -> {
          if (handle.execute(
                  "DELETE FROM mail_token WHERE hash = ?", MailTokenRecords.bytes(token.hash()))
              == 0) {
            return false;
          }
          handle.execute(
              "INSERT INTO account (account_ref, email_lookup, sealed, password, password_ms,"
                  + " created_ms) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
              accountRef,
              lookup,
              sealed,
              password.orElse(null),
              nowMs,
              nowMs);
          boolean owned =
              handle
                  .createQuery("SELECT 1 FROM account WHERE account_ref = ? AND email_lookup = ?")
                  .bind(0, accountRef)
                  .bind(1, lookup)
                  .mapTo(Integer.class)
                  .findOne()
                  .isPresent();
          if (!owned) {
            handle.rollback();
            return false;
          }
          handle.execute(
              "UPDATE person SET state = 'ACTIVE', account_ref = ?, version = version + 1,"
                  + " changed_ms = ? WHERE company_ref = ? AND person_ref = ?"
                  + " AND state = 'PENDING'",
              accountRef,
              nowMs,
              token.companyRef(),
              token.personRef());
          handle.execute(
              "UPDATE company SET verified_ms = COALESCE(verified_ms, ?) WHERE company_ref = ?",
              nowMs,
              token.companyRef());
          return true;
        });
  }

  /** Deletes registrations and invitations that nobody confirmed in time. */
  public void forgetExpired(long expiredBeforeMs) {
    jdbi.useTransaction(
        handle -> {
          handle.execute("DELETE FROM mail_token WHERE expires_ms < ?", expiredBeforeMs);
          handle.execute(
              "DELETE FROM person WHERE state = 'PENDING' AND NOT EXISTS"
                  + " (SELECT 1 FROM mail_token t WHERE t.person_ref = person.person_ref)");
          handle.execute(
              "DELETE FROM company WHERE verified_ms IS NULL AND NOT EXISTS"
                  + " (SELECT 1 FROM person p WHERE p.company_ref = company.company_ref)");
        });
  }

  private static boolean deletePending(Handle handle, long companyRef, long personRef) {
    return handle.execute(
            "DELETE FROM person WHERE company_ref = ? AND person_ref = ? AND state = 'PENDING'",
            companyRef,
            personRef)
        == 1;
  }

  private static void insertPerson(Handle handle, MailToken token, Role role, byte[] profile) {
    handle.execute(
        "INSERT INTO person (person_ref, company_ref, role, state, sealed, version, created_ms,"
            + " changed_ms) VALUES (?, ?, ?, 'PENDING', ?, 1, ?, ?)",
        token.personRef(),
        token.companyRef(),
        role.name(),
        profile,
        token.sentMs(),
        token.sentMs());
  }
}
