package kz.relog.api.erase;

import java.util.Optional;
import kz.relog.api.call.Refs;
import kz.relog.api.store.AdminStore;
import kz.relog.api.store.ErasureRequest;
import kz.relog.api.store.PersonRow;

/**
 * What must be done while the person's key still opens: the address is sealed under a key of its
 * own for the last notice, who got something is told, packages and notices end. Each step may be
 * repeated. The worker's thread.
 */
final class Preparation {
  private final ErasingParts parts;
  private final AdminStore store;

  Preparation(ErasingParts parts) {
    this.parts = parts;
    this.store = parts.store();
  }

  /**
   * Prepares the erasure of a whole person.
   *
   * @return whether everything is prepared; else it must be asked again in a while
   */
  boolean isDone(ErasureRequest row) {
    long companyRef = row.companyRef();
    long personRef = row.subjectRef();
    Optional<PersonRow> person = store.people().find(companyRef, personRef);
    long accountRef = person.map(this::accountThatGoes).orElse(row.accountRef());
    if (row.noticeRef() == 0 && person.isPresent()) {
      // First: after a crash in between they are told twice, and not never.
      parts.recipients().tellErased(companyRef, personRef);
      Optional<String> address =
          row.asker() == ErasureRequest.Asker.RETENTION ? Optional.empty() : person.get().email();
      store
          .erasureRequests()
          .prepared(row.requestRef(), accountRef, Refs.random(parts.random()), address);
    }
    parts.exports().forget(personRef);
    parts.notices().forget(personRef);
    if (accountRef != 0) {
      parts.notices().forget(accountRef);
    }
    store.idempotentCalls().forget(companyRef);
    store.optOuts().forget(companyRef, personRef);
    store.audit().clearPeersOf(companyRef, personRef);
    return parts.notices().isForgotten(personRef)
        && (accountRef == 0 || parts.notices().isForgotten(accountRef));
  }

  /** The login goes with its last membership; 0 when it stays, or when there is none. */
  private long accountThatGoes(PersonRow person) {
    return person.accountRef().isPresent()
            && store.people().isOnly(person.accountRef().getAsLong(), person.personRef())
        ? person.accountRef().getAsLong()
        : 0;
  }
}
