package kz.relog.api.disclosure;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import kz.relog.api.access.Role;
import kz.relog.api.call.Refs;
import kz.relog.api.disclosure.DisclosureRecipients.ToTell;
import kz.relog.api.notice.Notice;
import kz.relog.api.notice.Notices;
import kz.relog.api.notice.Template;
import kz.relog.api.store.AdminStore;
import kz.relog.api.store.CompanyRow;
import kz.relog.api.store.PersonRow;

/**
 * Tells those who got something of a person that it was erased, rectified or not theirs: by mail
 * where an address is known; else the owners are asked to. A customer's link is not told: it ends,
 * and who had it is not known. Any thread; blocks.
 */
public final class RecipientNotices {
  private static final int PEOPLE_AT_ONCE = 200;

  /** The register knows times to the minute. */
  private static final long REGISTER_MS = 60_000;

  private static final String SHARE_LINK = "share-link";
  private static final String LAWFUL_REQUEST = "lawful-request";

  private final AdminStore store;
  private final Notices notices;
  private final DisclosureRecipients recipients;

  /** Over the register of these records. */
  public RecipientNotices(AdminStore store, Notices notices) {
    this.store = store;
    this.notices = notices;
    this.recipients = DisclosureRecipients.in(store.disclosures());
  }

  /** All of the person is about to be erased; called while the register still tells who got it. */
  public void tellErased(long companyRef, long subjectRef) {
    tell(
        companyRef,
        subjectRef,
        one -> !one.kind().equals(SHARE_LINK),
        Template.RECIPIENT_ERASED,
        Template.RECIPIENT_TO_TELL);
  }

  /** The person's profile was rectified. Machines read positions alone, so that none is told. */
  public void tellRectified(long companyRef, long subjectRef) {
    tell(
        companyRef,
        subjectRef,
        one -> one.kind().equals(LAWFUL_REQUEST),
        Template.RECIPIENT_RECTIFIED,
        Template.RECIPIENT_TO_CORRECT);
  }

  /**
   * Positions stood under the wrong person. Who got something of that person since may have them.
   *
   * @param fromMs of the positions, Unix epoch ms UTC
   */
  public void tellMisplaced(long companyRef, long wrongRef, long fromMs) {
    tell(
        companyRef,
        wrongRef,
        one -> !one.kind().equals(SHARE_LINK) && one.lastMs() >= fromMs - REGISTER_MS,
        Template.RECIPIENT_RECTIFIED,
        Template.RECIPIENT_TO_CORRECT);
  }

  private void tell(
      long companyRef,
      long subjectRef,
      Predicate<ToTell> concerned,
      Template byMail,
      Template toOwner) {
    String company = store.companies().find(companyRef).flatMap(CompanyRow::name).orElse("");
    for (ToTell one : recipients.toTell(subjectRef)) {
      if (!concerned.test(one)) {
        continue;
      }
      String request = Refs.text(one.sourceRef());
      Optional<String> mail = one.address().filter(text -> text.matches("[^\\s@]+@[^\\s@]+"));
      if (mail.isPresent()) {
        Map<String, String> values = Map.of("company", company, "request", request);
        notices.send(Notice.toAddress(companyRef, mail.get(), byMail, values));
      } else {
        for (PersonRow owner : owners(companyRef)) {
          Map<String, String> values = Map.of("request", request);
          notices.send(Notice.to(companyRef, owner.personRef(), toOwner, values));
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
