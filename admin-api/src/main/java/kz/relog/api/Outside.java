package kz.relog.api;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import kz.relog.api.audit.AuditLog;
import kz.relog.api.call.Endpoint;
import kz.relog.api.disclosure.BusinessTransfers;
import kz.relog.api.disclosure.DisclosureEndpoints;
import kz.relog.api.disclosure.Disclosures;
import kz.relog.api.disclosure.LawfulRequestEndpoints;
import kz.relog.api.driver.OwnDrives;
import kz.relog.api.notice.Notices;
import kz.relog.api.share.ShareEndpoints;
import kz.relog.api.store.AdminStore;
import kz.relog.api.track.TrackReading;

/** Puts together what hands something to somebody outside of a company. Stateless. */
final class Outside {
  private Outside() {}

  static List<Endpoint> endpoints(
      AdminConfig config,
      AdminStore store,
      AdminPorts ports,
      Disclosures disclosures,
      AuditLog audit,
      Notices notices,
      SecureRandom random) {
    Clock clock = ports.clock();
    List<Endpoint> endpoints = new ArrayList<>();
    endpoints.addAll(
        new ShareEndpoints(
                store,
                ports.planFacts(),
                ports.live(),
                disclosures,
                audit,
                config.publicUrl(),
                random,
                clock)
            .endpoints());
    endpoints.addAll(new DisclosureEndpoints(store.disclosures()).endpoints());
    endpoints.addAll(
        new LawfulRequestEndpoints(
                store,
                new OwnDrives(store.places(), store.shifts()),
                new TrackReading(ports.tracks()),
                disclosures,
                audit,
                random,
                clock)
            .endpoints());
    BusinessTransfers transfers =
        new BusinessTransfers(store.transfers(), notices, audit, random, clock);
    transfers.tellAll();
    endpoints.addAll(transfers.endpoints());
    return endpoints;
  }
}
