package kz.relog.api.export;

import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import kz.relog.api.access.Role;
import kz.relog.api.call.Json;
import kz.relog.api.call.Refs;
import kz.relog.api.notice.Notice;
import kz.relog.api.notice.Notices;
import kz.relog.api.notice.Template;
import kz.relog.api.store.AdminStore;
import kz.relog.api.store.ExportRow;
import kz.relog.api.store.PersonRow;
import kz.relog.api.store.PersonState;

/** Tells the person, and the owners of a company whose term runs out. Any thread. */
final class ExportMail {
  private static final int OWNERS_MAX = 1_000;

  private final AdminStore store;
  private final Notices notices;
  private final SecureRandom random;

  ExportMail(AdminStore store, Notices notices, SecureRandom random) {
    this.store = store;
    this.notices = notices;
    this.random = random;
  }

  /** The package can be fetched in the product. */
  void ready(ExportRow row) {
    notices.send(
        Notice.to(
            row.companyRef(),
            row.personRef(),
            Template.EXPORT_READY,
            Map.of("date", time(row.expiresMs()))));
  }

  /** The package can be fetched with this token: it goes to the person's own address alone. */
  void link(ExportRow row, String token) {
    address(row)
        .ifPresent(
            address ->
                notices.send(
                    Notice.toAddress(
                        row.personRef(),
                        address,
                        Template.EXPORT_LINK,
                        Map.of("token", token, "expiresAt", time(row.expiresMs())))));
  }

  /** The request ended because the person is erased: under a key of its own, which dies then. */
  void ended(ExportRow row) {
    address(row)
        .ifPresent(
            address ->
                notices.send(
                    Notice.toAddress(
                            Refs.random(random),
                            address,
                            Template.EXPORT_ENDED,
                            Map.of("date", time(row.askedMs())))
                        .forgottenOnDelivery()));
  }

  /** So much of the term is over and the request is not answered. */
  void due(ExportRow row, int percent) {
    store.people().list(row.companyRef(), 0, OWNERS_MAX).stream()
        .filter(person -> person.role() == Role.OWNER && person.state() == PersonState.ACTIVE)
        .forEach(
            owner ->
                notices.send(
                    Notice.to(
                        row.companyRef(),
                        owner.personRef(),
                        Template.EXPORT_DUE,
                        Map.of("share", percent + " %", "date", time(row.dueMs())))));
  }

  private Optional<String> address(ExportRow row) {
    return store.people().find(row.companyRef(), row.personRef()).flatMap(PersonRow::email);
  }

  private static String time(long ms) {
    return String.valueOf(Json.time(ms));
  }
}
