package kz.relog.api.permission;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import kz.relog.api.call.Endpoint;
import kz.relog.api.call.RoadWait;
import kz.relog.api.hours.HoursOnRoad;
import kz.relog.api.spi.RoadGate;
import kz.relog.api.store.AdminStore;

/** What people permit, and what they were told. */
public final class PermissionEndpoints {
  private final MyPermissionEndpoints mine;
  private final OtherBasisEndpoints others;
  private final ToldEndpoints told;

  /** Endpoints over these records and this gate. */
  public PermissionEndpoints(
      AdminStore store,
      RoadGate gate,
      RoadWait wait,
      HoursOnRoad hours,
      Paperwork papers,
      SecureRandom random,
      Clock clock) {
    Permissions permissions =
        new Permissions(store.permissions(), gate, wait, hours, papers, clock);
    Drivers drivers = new Drivers(store.people());
    this.mine = new MyPermissionEndpoints(permissions, store.permissions());
    this.others =
        new OtherBasisEndpoints(permissions, store.permissions(), store.told(), drivers, clock);
    this.told = new ToldEndpoints(store.told(), drivers, papers.audit(), random, clock);
  }

  /** All of them. */
  public List<Endpoint> endpoints() {
    List<Endpoint> endpoints = new ArrayList<>(mine.endpoints());
    endpoints.addAll(others.endpoints());
    endpoints.addAll(told.endpoints());
    return endpoints;
  }
}
