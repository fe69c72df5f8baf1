package kz.relog.api;

import java.security.SecureRandom;
import java.util.List;
import kz.relog.api.account.Origins;
import kz.relog.api.audit.AuditLog;
import kz.relog.api.call.Endpoint;
import kz.relog.api.disclosure.Disclosures;
import kz.relog.api.share.ShareEndpoints;
import kz.relog.api.store.AdminStore;

/** Puts together what hands something to somebody outside of a company. Stateless. */
final class Outside {
  private Outside() {}

  static List<Endpoint> endpoints(
      AdminConfig config, AdminStore store, AdminPorts ports, AuditLog audit, SecureRandom random) {
    Disclosures disclosures = new Disclosures(store.disclosures(), random, ports.clock());
    String scheme = config.behindProxy() ? "https://" : "http://";
    return new ShareEndpoints(
            store,
            ports.planFacts(),
            ports.live(),
            disclosures,
            audit,
            new Origins(config.behindProxy()),
            call -> scheme + call.headers().authority(),
            random,
            ports.clock())
        .endpoints();
  }
}
