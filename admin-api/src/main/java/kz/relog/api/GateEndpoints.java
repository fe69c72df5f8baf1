package kz.relog.api;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import kz.relog.api.access.MembershipEnd;
import kz.relog.api.audit.AuditLog;
import kz.relog.api.call.CompanyTime;
import kz.relog.api.call.Endpoint;
import kz.relog.api.call.RoadWait;
import kz.relog.api.device.DeviceEndpoints;
import kz.relog.api.device.NewDevices;
import kz.relog.api.device.Unbinding;
import kz.relog.api.driver.DriverEndpoints;
import kz.relog.api.driver.TrackingState;
import kz.relog.api.enrol.EnrolmentEndpoints;
import kz.relog.api.enrol.Redemption;
import kz.relog.api.hours.HoursEndpoints;
import kz.relog.api.hours.HoursOnRoad;
import kz.relog.api.people.OffTheRoad;
import kz.relog.api.permission.Paperwork;
import kz.relog.api.permission.PermissionEndpoints;
import kz.relog.api.permission.TrackingEnd;
import kz.relog.api.purpose.PositionReads;
import kz.relog.api.store.AdminStore;
import kz.relog.api.track.TrackReading;
import kz.relog.api.vehicle.Shifts;
import kz.relog.api.vehicle.VehicleEndpoints;

/** Wires what decides whose facts may be stored: permissions, hours, devices, vehicles, shifts. */
final class GateEndpoints {
  private GateEndpoints() {}

  static List<Endpoint> of(
      AdminConfig config,
      AdminStore store,
      AdminPorts ports,
      RoadWait wait,
      TrackReading reading,
      PositionReads reads,
      CompanyTime time,
      Paperwork papers,
      SecureRandom random) {
    AuditLog audit = papers.audit();
    Clock clock = ports.clock();
    HoursOnRoad hours = new HoursOnRoad(store.hours(), ports.gate(), wait);
    Shifts shifts = shifts(store, ports, wait, random);
    NewDevices devices =
        new NewDevices(store.devices(), store.places(), shifts, ports.road(), wait, random, clock);
    Unbinding unbinding = new Unbinding(store.places(), shifts, ports.road(), wait, clock);
    List<Endpoint> endpoints = new ArrayList<>();
    endpoints.addAll(
        new DeviceEndpoints(
                store,
                new DeviceEndpoints.Road(ports.road(), ports.gate(), wait, devices, unbinding),
                new TrackingState(store, clock),
                config.syntheticDevices(),
                audit,
                random)
            .endpoints());
    endpoints.addAll(
        new PermissionEndpoints(store, ports.gate(), wait, hours, papers, random, clock)
            .endpoints());
    endpoints.addAll(new HoursEndpoints(store.hours(), hours, audit, clock).endpoints());
    endpoints.addAll(new VehicleEndpoints(store, shifts, audit, random, clock).endpoints());
    endpoints.addAll(
        new EnrolmentEndpoints(
                store,
                new Redemption.Ports(devices, unbinding, papers.policy()),
                config.deviceAddresses(),
                config.publicUrl(),
                audit,
                random,
                clock)
            .endpoints());
    endpoints.addAll(
        new DriverEndpoints(store, ports.planFacts(), reading, reads, time).endpoints());
    return endpoints;
  }

  private static Shifts shifts(
      AdminStore store, AdminPorts ports, RoadWait wait, SecureRandom random) {
    return new Shifts(
        store.shifts(),
        store.corrections(),
        store.places(),
        ports.tracks(),
        ports.gate(),
        wait,
        random,
        ports.clock());
  }

  /** Takes people off the road whose membership ends. */
  static MembershipEnd offTheRoad(
      AdminStore store, AdminPorts ports, RoadWait wait, SecureRandom random) {
    Shifts shifts = shifts(store, ports, wait, random);
    return new OffTheRoad(
        new TrackingEnd(store.permissions(), ports.gate(), wait, ports.clock()),
        store,
        shifts,
        new Unbinding(store.places(), shifts, ports.road(), wait, ports.clock()),
        ports.clock());
  }
}
