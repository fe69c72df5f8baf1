package kz.relog.api.document;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.relog.api.notice.Language;
import kz.relog.api.notice.Notice;
import kz.relog.api.notice.Notices;
import kz.relog.api.notice.People;
import kz.relog.api.notice.Template;
import kz.relog.api.store.AcceptanceRow;
import kz.relog.api.store.DocumentRecords;
import kz.relog.api.store.DocumentRow;

/**
 * Tells everybody of each new version until it binds, whoever joins meanwhile too. The place in the
 * list of people is part of the same transaction as the notices: nobody is left out or told twice,
 * whenever the server stops. One thread.
 */
public final class Announcer {
  /** People told in one transaction. */
  private static final int PEOPLE_AT_ONCE = 200;

  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM.yyyy");

  private final Documents documents;
  private final DocumentRecords records;
  private final People people;
  private final Notices notices;
  private final ZoneId zone;

  /**
   * An announcer of these documents.
   *
   * @param zone in which days are told
   */
  public Announcer(
      Documents documents, DocumentRecords records, People people, Notices notices, ZoneId zone) {
    this.documents = documents;
    this.records = records;
    this.people = people;
    this.notices = notices;
    this.zone = zone;
  }

  /** Queues what is to be told by now; returns when all of it is queued. */
  public void announce() {
    for (DocumentRow row : records.all()) {
      if (!row.isInstalled() && row.effectiveMs() > documents.nowMs()) {
        announce(row);
      }
    }
  }

  private void announce(DocumentRow row) {
    long number = row.announcedNumber();
    List<People.Member> some;
    do {
      some = people.after(number, PEOPLE_AT_ONCE);
      if (!some.isEmpty()) {
        List<People.Member> told = some;
        long last = some.get(some.size() - 1).number();
        records.together(
            () -> {
              told.forEach(member -> notices.send(notice(row, member)));
              records.announced(row.documentRef(), last);
            });
        number = last;
      }
    } while (some.size() == PEOPLE_AT_ONCE);
  }

  private Notice notice(DocumentRow row, People.Member member) {
    Language language = language(member);
    String title =
        documents
            .text(row.documentRef(), language)
            .or(() -> documents.text(row.documentRef(), Documents.BINDING))
            .orElseThrow()
            .title();
    String date = DAY.format(Instant.ofEpochMilli(row.effectiveMs()).atZone(zone));
    return Notice.to(
            member.companyRef(),
            member.personRef(),
            row.material().isEmpty()
                ? Template.DOCUMENTS_NEW_VERSION
                : Template.DOCUMENTS_NEW_CONSENT,
            Map.of("title", title, "date", date))
        .in(language)
        .about(row.documentRef());
  }

  /** The language in which the person read the documents last. */
  private Language language(People.Member member) {
    List<AcceptanceRow> accepted = records.accepted(member.companyRef(), member.personRef());
    return accepted.isEmpty()
        ? Documents.BINDING
        : Optional.of(accepted.get(accepted.size() - 1).language())
            .flatMap(Language::of)
            .orElse(Documents.BINDING);
  }
}
