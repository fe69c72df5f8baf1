package kz.relog.api.notice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import kz.relog.api.call.Refs;
import kz.relog.api.json.ForgetfulJson;
import kz.relog.api.store.NoticeRecords;
import kz.relog.api.store.NoticeRow;

/** The notices of these records: written down here, sent by another thread. Any thread. */
public final class Outbox implements Notices {
  /** A value is shown in a mail: longer ones are cut. */
  static final int VALUE_CHARS_MAX = 4_000;

  private static final ObjectMapper JSON = ForgetfulJson.mapper();

  private final NoticeRecords records;
  private final SecureRandom random;
  private final Clock clock;

  /** An outbox over these records. */
  public Outbox(NoticeRecords records, SecureRandom random, Clock clock) {
    this.records = records;
    this.random = random;
    this.clock = clock;
  }

  @Override
  public void send(Notice notice) {
    Map<String, String> content = new LinkedHashMap<>();
    notice.address().ifPresent(address -> content.put(NoticeContent.TO, address));
    notice.values().forEach((name, value) -> content.put(name, Plain.text(value)));
    long nowMs = clock.millis();
    records.add(
        new NoticeRow(
            0,
            Refs.random(random),
            notice.companyRef(),
            notice.personRef(),
            notice.sealRef(),
            notice.aboutRef(),
            notice.template().name(),
            notice.language().map(Language::code).orElse(""),
            notice.isForgottenOnDelivery(),
            NoticeRow.State.QUEUED,
            0,
            nowMs,
            nowMs,
            0,
            "",
            0),
        bytes(content));
  }

  @Override
  public void forget(long sealRef) {
    records.forget(sealRef, clock.millis());
  }

  @Override
  public boolean isForgotten(long sealRef) {
    return records.isForgotten(sealRef);
  }

  private static byte[] bytes(Map<String, String> content) {
    try {
      return JSON.writeValueAsBytes(content);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
