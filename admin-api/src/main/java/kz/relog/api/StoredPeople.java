package kz.relog.api;

import java.util.List;
import java.util.Optional;
import kz.relog.api.notice.People;
import kz.relog.api.store.AdminStore;
import kz.relog.api.store.PersonRow;
import kz.relog.api.store.PersonState;

/** The people of the records, as those who are told something. Any thread; blocks. */
final class StoredPeople implements People {
  private final AdminStore store;

  StoredPeople(AdminStore store) {
    this.store = store;
  }

  @Override
  public List<Member> after(long number, int limit) {
    return store.members().after(number, limit).stream()
        .map(one -> new Member(one.number(), one.companyRef(), one.personRef()))
        .toList();
  }

  @Override
  public Optional<String> address(long companyRef, long personRef) {
    return store
        .people()
        .find(companyRef, personRef)
        .filter(person -> person.state() != PersonState.PENDING)
        .flatMap(PersonRow::email);
  }
}
