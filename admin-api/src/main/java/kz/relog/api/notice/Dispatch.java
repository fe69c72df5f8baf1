package kz.relog.api.notice;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import kz.relog.api.call.Refs;
import kz.relog.api.store.NoticeRecords;
import kz.relog.api.store.NoticeRow;

/**
 * Takes what is due out of the outbox and hands it over, again and again if need be. One thread.
 */
final class Dispatch {
  /** How long a notice is tried before it is given up. */
  static final Duration TRIED_FOR = Duration.ofDays(5);

  /** How long content is kept; the proof stays. */
  static final Duration CONTENT_TERM = Duration.ofDays(30);

  private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(6);
  private static final int NOTICES_AT_ONCE = 100;

  private final NoticeRecords records;
  private final Delivery delivery;
  private final MailSettings settings;
  private final People people;
  private final Marketing marketing;
  private final OptOuts optOuts;
  private final Clock clock;
  private final NoticeTexts texts = new NoticeTexts();

  Dispatch(
      NoticeRecords records,
      Delivery delivery,
      MailSettings settings,
      People people,
      Marketing marketing,
      OptOuts optOuts,
      Clock clock) {
    this.records = records;
    this.delivery = delivery;
    this.settings = settings;
    this.people = people;
    this.marketing = marketing;
    this.optOuts = optOuts;
    this.clock = clock;
  }

  /** How long to wait after so many tries. */
  static Duration pause(int attempts) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts, 20));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  /**
   * Hands over what is due; ends when nobody takes anything.
   *
   * @param isStopping asked before each notice
   */
  void drain(BooleanSupplier isStopping) {
    boolean goesOn = true;
    List<NoticeRow> due = records.due(clock.millis(), NOTICES_AT_ONCE);
    while (goesOn && !due.isEmpty()) {
      for (NoticeRow row : due) {
        goesOn = goesOn && !isStopping.getAsBoolean() && send(row);
      }
      due = records.due(clock.millis(), NOTICES_AT_ONCE);
    }
    delivery.close();
  }

  /** Forgets contents whose term is over, and what was forgotten meanwhile. */
  void sweep() {
    long beforeMs = clock.millis() - CONTENT_TERM.toMillis();
    records.forgetContentBefore(beforeMs);
    delivery.forgetBefore(beforeMs);
    forgetDropped();
  }

  /** What was dropped from the outbox after it was delivered goes from the file too. */
  void forgetDropped() {
    List<Long> gone = records.forgotten();
    if (!gone.isEmpty()) {
      delivery.forget(gone.stream().map(this::mailId).collect(Collectors.toSet()));
      records.forgottenEverywhere(gone);
    }
  }

  /** Whether anything can be delivered now. */
  private boolean send(NoticeRow row) {
    Optional<Mail> mail = mail(row);
    if (mail.isEmpty()) {
      records.ended(row, NoticeRow.State.DROPPED, clock.millis(), "");
      return true;
    }
    Delivery.Outcome outcome = delivery.deliver(mail.get());
    long nowMs = clock.millis();
    if (outcome instanceof Delivery.Outcome.Taken taken) {
      records.ended(row, NoticeRow.State.SENT, nowMs, taken.reply());
    } else if (outcome instanceof Delivery.Outcome.Refused refused) {
      records.ended(row, NoticeRow.State.FAILED, nowMs, refused.reply());
    } else if (outcome instanceof Delivery.Outcome.Later later) {
      later(row, later.reply());
    } else if (outcome instanceof Delivery.Outcome.Unreachable unreachable) {
      later(row, unreachable.reason());
      return false;
    }
    return true;
  }

  private void later(NoticeRow row, String why) {
    long nowMs = clock.millis();
    if (nowMs - row.createdMs() >= TRIED_FOR.toMillis()) {
      records.ended(row, NoticeRow.State.FAILED, nowMs, why);
    } else {
      records.later(row, nowMs + pause(row.attempts()).toMillis(), why);
    }
  }

  /** Empty when there is nobody to write to any more, or who wants to be. */
  private Optional<Mail> mail(NoticeRow row) {
    Template template = Template.valueOf(row.template());
    if (template.category() == Category.MARKETING
        && !marketing.isIn(row.companyRef(), row.personRef())) {
      return Optional.empty();
    }
    Optional<NoticeContent> content = records.content(row).map(NoticeContent::parse);
    Optional<String> to =
        content
            .flatMap(NoticeContent::address)
            .or(() -> people.address(row.companyRef(), row.personRef()));
    if (content.isEmpty() || to.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> values = new LinkedHashMap<>(content.get().values());
    values.put("url", settings.publicUrl().toString());
    Optional<String> optOut = Optional.empty();
    if (template.category() == Category.MARKETING) {
      optOut =
          Optional.of(
              settings.publicUrl().resolve("/v1/opt-out?token=").toString()
                  + optOuts.newToken(row.companyRef(), row.personRef()));
      values.put("optOut", optOut.get());
    }
    Language language = Language.of(row.language()).orElse(Language.RU);
    NoticeTexts.Rendered text = texts.render(template, language, values);
    return Optional.of(
        new Mail(
            mailId(row.noticeRef()),
            to.get(),
            text.subject(),
            text.body(),
            language,
            row.createdMs(),
            optOut));
  }

  private String mailId(long noticeRef) {
    return Refs.text(noticeRef) + "@" + settings.domain();
  }
}
