package kz.relog.api.export;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import kz.relog.api.call.Json;
import kz.relog.api.store.AuditRecords;
import kz.relog.api.store.AuditRow;

/** Who did something with the person's data and who looked, by role; the person's own networks. */
final class AuditPart implements PackagePart {
  private static final int PAGE = 1_000;

  private final AuditRecords records;

  AuditPart(AuditRecords records) {
    this.records = records;
  }

  @Override
  public String name() {
    return "who-looked";
  }

  @Override
  public Set<String> tables() {
    return Set.of("audit");
  }

  @Override
  public void write(Subject subject, PackageOut out) throws IOException {
    out.jsonArray("who-looked/audit.json", json -> write(subject, json));
    out.step();
  }

  private void write(Subject subject, JsonGenerator json) throws IOException {
    long before = 0;
    List<AuditRow> page;
    do {
      page = records.aboutPerson(subject.companyRef(), subject.personRef(), before, PAGE);
      for (AuditRow row : page) {
        write(subject, row, json);
        before = row.number();
      }
    } while (page.size() == PAGE);
  }

  private static void write(Subject subject, AuditRow row, JsonGenerator json) throws IOException {
    boolean own = row.personRef() == subject.personRef();
    json.writeStartObject();
    json.writeStringField("at", Json.time(row.atMs()));
    json.writeStringField("who", own ? "yourself" : word(row.actor()));
    json.writeStringField("action", word(row.action()));
    json.writeStringField("what", word(row.objectKind()));
    json.writeStringField("purpose", row.purpose());
    json.writeStringField("outcome", word(row.outcome()));
    if (own && row.peer().isPresent()) {
      json.writeStringField("network", row.peer().get());
    }
    json.writeEndObject();
  }

  private static String word(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
