package kz.relog.api;

import io.micrometer.core.instrument.Gauge;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import kz.relog.api.access.MembershipEnd;
import kz.relog.api.account.Accounts;
import kz.relog.api.audit.AuditLog;
import kz.relog.api.call.CompanyTime;
import kz.relog.api.call.Endpoint;
import kz.relog.api.call.RoadWait;
import kz.relog.api.disclosure.RecipientNotices;
import kz.relog.api.erase.CustomerEndpoints;
import kz.relog.api.erase.Erasing;
import kz.relog.api.erase.ErasingParts;
import kz.relog.api.erase.ErasureEndpoints;
import kz.relog.api.export.ExportEndpoints;
import kz.relog.api.export.ExportParts;
import kz.relog.api.export.Exports;
import kz.relog.api.export.PackageParts;
import kz.relog.api.notice.Notices;
import kz.relog.api.permission.Lapses;
import kz.relog.api.retain.HoldEndpoints;
import kz.relog.api.retain.RetentionEndpoints;
import kz.relog.api.retain.Sweeper;
import kz.relog.api.retain.SweeperParts;
import kz.relog.api.spi.Health;
import kz.relog.api.store.AdminStore;

/** Access requests, erasures, retention, holds and consent that lapses, with their threads. */
final class Keeping implements AutoCloseable {
  /** Where packages rest, in the data directory. */
  private static final String FOLDER = "exports";

  private final Exports exports;
  private final Erasing erasing;
  private final Sweeper sweeper;
  private final Lapses lapses;
  private final List<Endpoint> endpoints = new ArrayList<>();

  private Keeping(Exports exports, Erasing erasing, Sweeper sweeper, Lapses lapses) {
    this.exports = exports;
    this.erasing = erasing;
    this.sweeper = sweeper;
    this.lapses = lapses;
  }

  static Keeping start(
      AdminConfig config,
      Accounts accounts,
      AdminPorts ports,
      CompanyTime time,
      Papers papers,
      MembershipEnd offTheRoad,
      RoadWait wait) {
    AdminStore store = accounts.store();
    SecureRandom random = accounts.random();
    KeepPorts keep = ports.keep();
    Notices notices = accounts.notices();
    AuditLog audit = accounts.audit();
    Exports exports =
        Exports.start(
            new ExportParts(
                store,
                PackageParts.all(store, ports.replay(), keep.tracks()),
                notices,
                config.dataDir().resolve(FOLDER),
                keep.accessTerm(),
                random,
                ports.clock()));
    Erasing erasing =
        Erasing.start(
            new ErasingParts(
                store,
                keep.erasures(),
                exports,
                notices,
                new RecipientNotices(store, notices),
                offTheRoad,
                accounts.sessions()::forget,
                papers.signer(),
                audit,
                keep.exportWindow(),
                random,
                ports.clock()));
    Sweeper sweeper =
        new Sweeper(
                new SweeperParts(
                    store,
                    keep.months(),
                    keep.erasures()::endTerms,
                    keep.terms(),
                    erasing::retire,
                    offTheRoad,
                    notices,
                    audit,
                    ports.clock()))
            .start();
    Gauge.builder("relog.exports.overdue", exports, Exports::overdue)
        .description("Access requests past their term and not answered")
        .strongReference(true)
        .register(ports.metrics());
    Lapses lapses = Lapses.start(store, ports.gate(), wait, papers.forPermissions(), ports.clock());
    Keeping keeping = new Keeping(exports, erasing, sweeper, lapses);
    keeping.endpoints.addAll(new ExportEndpoints(store, exports, audit, ports.clock()).endpoints());
    keeping.endpoints.addAll(new ErasureEndpoints(erasing).endpoints());
    keeping.endpoints.addAll(new CustomerEndpoints(erasing).endpoints());
    keeping.endpoints.addAll(new RetentionEndpoints(sweeper, audit).endpoints());
    keeping.endpoints.addAll(new HoldEndpoints(store, audit, random, time).endpoints());
    return keeping;
  }

  List<Endpoint> endpoints() {
    return List.copyOf(endpoints);
  }

  Exports exports() {
    return exports;
  }

  Erasing erasing() {
    return erasing;
  }

  Sweeper sweeper() {
    return sweeper;
  }

  Lapses lapses() {
    return lapses;
  }

  /** The app's health with that of retention. */
  Health health(Health app) {
    return () -> {
      List<Health.Part> parts = new ArrayList<>(app.parts());
      parts.addAll(sweeper.health());
      return parts;
    };
  }

  @Override
  public void close() {
    erasing.close();
    exports.close();
    sweeper.close();
    lapses.close();
  }
}
