package kz.relog.api.device;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import kz.relog.api.call.Refs;
import kz.relog.api.call.RoadWait;
import kz.relog.api.spi.NewDevice;
import kz.relog.api.spi.RoadCommands;
import kz.relog.api.store.DevicePlace;
import kz.relog.api.store.DeviceRecords;
import kz.relog.api.store.PlaceRecords;
import kz.relog.api.vehicle.Shifts;

/**
 * Puts devices on the road: what they are called and where they belong is written first, and taken
 * back when the road refuses. Any thread; blocks.
 */
public final class NewDevices {
  private static final int SECRET_BYTES = 32;

  private final DeviceRecords records;
  private final PlaceRecords places;
  private final Shifts shifts;
  private final RoadCommands road;
  private final RoadWait wait;
  private final SecureRandom random;
  private final Clock clock;

  /** Devices of these records for this road. */
  public NewDevices(
      DeviceRecords records,
      PlaceRecords places,
      Shifts shifts,
      RoadCommands road,
      RoadWait wait,
      SecureRandom random,
      Clock clock) {
    this.records = records;
    this.places = places;
    this.shifts = shifts;
    this.road = road;
    this.wait = wait;
    this.random = random;
    this.clock = clock;
  }

  /**
   * Where devices will belong: to a driver, to a vehicle, or to nobody at all.
   *
   * @param driverRef whose phones they are
   * @param vehicleRef the vehicle that the trackers are in; neither: synthetic devices
   */
  public record Belonging(OptionalLong driverRef, OptionalLong vehicleRef) {
    /** Phones of a driver. */
    public static Belonging driver(long driverRef) {
      return new Belonging(OptionalLong.of(driverRef), OptionalLong.empty());
    }

    /** Trackers in a vehicle. */
    public static Belonging vehicle(long vehicleRef) {
      return new Belonging(OptionalLong.empty(), OptionalLong.of(vehicleRef));
    }

    /** Devices without a person behind them. */
    public static Belonging nobody() {
      return new Belonging(OptionalLong.empty(), OptionalLong.empty());
    }

    @Override
    public String toString() {
      return "Belonging";
    }
  }

  /**
   * Devices that were made.
   *
   * @param devices with their secrets, in the order of the names
   * @param visible whether the records show them already
   * @param atMs Unix epoch ms UTC
   */
  public record Made(List<NewDevice> devices, boolean visible, long atMs) {
    /** Copies the list. */
    public Made {
      devices = List.copyOf(devices);
    }
  }

  /**
   * Makes devices, all or none.
   *
   * @param companyRef whose
   * @param byRef who asks for them; 0 for the operator or a machine's token
   * @param belonging of all of them
   * @param names one per device, empty for none
   * @throws RuntimeException what the road refused them with; nothing was made then
   */
  public Made make(long companyRef, long byRef, Belonging belonging, List<Optional<String>> names)
      throws InterruptedException {
    long nowMs = clock.millis();
    List<NewDevice> devices = newDevices(belonging, names.size());
    List<Long> refs = devices.stream().map(NewDevice::deviceRef).toList();
    List<DevicePlace> belongs =
        refs.stream().map(ref -> place(ref, belonging, byRef, nowMs)).toList();
    Map<Long, Optional<String>> nameByRef = new HashMap<>();
    for (int i = 0; i < refs.size(); i++) {
      nameByRef.put(refs.get(i), names.get(i));
    }
    records.put(companyRef, nameByRef);
    places.put(companyRef, belongs);
    boolean visible;
    try {
      visible = wait.isVisible(road.createDevices(devices));
    } catch (RuntimeException refused) {
      places.drop(companyRef, refs);
      records.drop(companyRef, refs);
      throw refused;
    }
    if (belonging.vehicleRef.isPresent()) {
      for (DevicePlace tracker : belongs) {
        shifts.join(companyRef, tracker);
      }
    }
    return new Made(devices, visible, nowMs);
  }

  private static DevicePlace place(long ref, Belonging belonging, long byRef, long nowMs) {
    if (belonging.driverRef.isPresent()) {
      return DevicePlace.phone(ref, belonging.driverRef.getAsLong(), byRef, nowMs);
    }
    return belonging.vehicleRef.isPresent()
        ? DevicePlace.tracker(ref, belonging.vehicleRef.getAsLong(), byRef, nowMs)
        : DevicePlace.synthetic(ref, byRef, nowMs);
  }

  private List<NewDevice> newDevices(Belonging belonging, int count) {
    List<NewDevice> devices = new ArrayList<>(count);
    Set<Long> keyIds = new HashSet<>();
    while (devices.size() < count) {
      long keyId = Refs.randomKey(random);
      if (!keyIds.add(keyId) || records.hasKey(keyId)) {
        continue;
      }
      byte[] secret = new byte[SECRET_BYTES];
      random.nextBytes(secret);
      devices.add(newDevice(belonging, keyId, secret));
    }
    return devices;
  }

  private NewDevice newDevice(Belonging belonging, long keyId, byte[] secret) {
    long deviceRef = Refs.random(random);
    if (belonging.driverRef.isPresent()) {
      return new NewDevice(deviceRef, belonging.driverRef.getAsLong(), keyId, secret);
    }
    return belonging.vehicleRef.isPresent()
        ? new NewDevice(deviceRef, 0, keyId, secret)
        : NewDevice.synthetic(deviceRef, Refs.random(random), keyId, secret);
  }
}
