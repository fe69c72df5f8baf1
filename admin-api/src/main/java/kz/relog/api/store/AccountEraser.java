package kz.relog.api.store;

import java.util.Set;
import kz.relog.api.spi.SubjectEraser;
import org.jdbi.v3.core.Jdbi;

/** Forgets a login: its address, its password, its sessions. A login is a subject of its own. */
final class AccountEraser implements SubjectEraser {
  private final Jdbi jdbi;

  AccountEraser(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  @Override
  public String name() {
    return "logins";
  }

  @Override
  public Set<String> categories() {
    return Set.of("contact", "credential");
  }

  @Override
  public void forget(Erased erased) {
    if (!erased.scope().isWhole()) {
      return;
    }
    long account = erased.subjectRef();
    jdbi.useTransaction(
        handle -> {
          handle.execute("DELETE FROM session WHERE account_ref = ?", account);
          handle.execute("DELETE FROM mail_token WHERE account_ref = ?", account);
          handle.execute("UPDATE person SET account_ref = NULL WHERE account_ref = ?", account);
          handle.execute("DELETE FROM account WHERE account_ref = ?", account);
        });
  }

  @Override
  public long holds(Erased erased) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT (SELECT COUNT(*) FROM account WHERE account_ref = :account)"
                        + " + (SELECT COUNT(*) FROM session WHERE account_ref = :account)"
                        + " + (SELECT COUNT(*) FROM mail_token WHERE account_ref = :account)")
                .bind("account", erased.scope().isWhole() ? erased.subjectRef() : 0)
                .mapTo(Long.class)
                .one());
  }
}
