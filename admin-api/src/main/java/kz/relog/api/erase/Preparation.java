package kz.relog.api.erase;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.relog.api.access.Role;
import kz.relog.api.call.Refs;
import kz.relog.api.disclosure.DisclosureRecipients.ToTell;
import kz.relog.api.notice.Notice;
import kz.relog.api.notice.Template;
import kz.relog.api.store.AdminStore;
import kz.relog.api.store.CompanyRow;
import kz.relog.api.store.ErasureRequest;
import kz.relog.api.store.PersonRow;

/**
 * What must be done while the person's key still opens: the address is sealed under a key of its
 * own for the last notice, who got something is told, packages and notices end. Each step may be
 * repeated. The worker's thread.
 */
final class Preparation {
  private static final int PEOPLE_AT_ONCE = 200;
  private static final String LAWFUL_REQUEST = "lawful-request";

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
      Optional<String> address =
          row.asker() == ErasureRequest.Asker.RETENTION ? Optional.empty() : person.get().email();
      store
          .erasureRequests()
          .prepared(row.requestRef(), accountRef, Refs.random(parts.random()), address);
      tellRecipients(row);
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

  /** By mail where an address is known; else the owners are asked to. */
  private void tellRecipients(ErasureRequest row) {
    String company = store.companies().find(row.companyRef()).flatMap(CompanyRow::name).orElse("");
    for (ToTell one : parts.recipients().toTell(row.subjectRef())) {
      if (!one.kind().equals(LAWFUL_REQUEST)) {
        // A customer's link is ended with the rest; who had it is not known.
        continue;
      }
      String request = Refs.text(one.sourceRef());
      Optional<String> mail = one.address().filter(text -> text.matches("[^\\s@]+@[^\\s@]+"));
      if (mail.isPresent()) {
        parts
            .notices()
            .send(
                Notice.toAddress(
                    row.companyRef(),
                    mail.get(),
                    Template.RECIPIENT_ERASED,
                    Map.of("company", company, "request", request)));
      } else {
        for (PersonRow owner : owners(row.companyRef())) {
          parts
              .notices()
              .send(
                  Notice.to(
                      row.companyRef(),
                      owner.personRef(),
                      Template.RECIPIENT_TO_TELL,
                      Map.of("request", request)));
        }
      }
    }
  }

  private List<PersonRow> owners(long companyRef) {
    return store.people().list(companyRef, 0, PEOPLE_AT_ONCE).stream()
        .filter(person -> person.role() == Role.OWNER && person.endedMs().isEmpty())
        .toList();
  }
}
