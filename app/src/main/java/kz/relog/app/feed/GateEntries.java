package kz.relog.app.feed;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import kz.relog.api.spi.RoadChange;
import kz.relog.api.spi.RoadGate;
import kz.relog.api.spi.TrackingHours;
import kz.relog.proto.v1.BindingEntry;
import kz.relog.proto.v1.ConsentChange;
import kz.relog.proto.v1.HoursDay;
import kz.relog.proto.v1.HoursEntry;
import kz.relog.proto.v1.HoursWindow;
import kz.relog.proto.v1.PermissionChange;
import kz.relog.proto.v1.SubjectEntry;

/** Turns what changes in the gate between the API's and the journal's forms. Stateless. */
public final class GateEntries {
  private GateEntries() {}

  /** The journal's form of tracking hours. */
  public static HoursEntry toEntry(TrackingHours hours) {
    HoursEntry.Builder entry = HoursEntry.newBuilder().setZone(hours.zone().getId());
    hours.week().forEach(window -> entry.addWeek(toWindow(window, window.weekday())));
    for (TrackingHours.Day day : hours.days()) {
      HoursDay.Builder windows =
          HoursDay.newBuilder().setEpochDay(Math.toIntExact(day.date().toEpochDay()));
      day.windows().forEach(window -> windows.addWindows(toWindow(window, 0)));
      entry.addDays(windows);
    }
    return entry.build();
  }

  private static HoursWindow toWindow(TrackingHours.Window window, int weekday) {
    return HoursWindow.newBuilder()
        .setWeekday(weekday)
        .setFromMinute(window.fromMinute())
        .setToMinute(window.toMinute())
        .build();
  }

  /** The API's form of journalled hours. */
  static TrackingHours toHours(HoursEntry entry) {
    return new TrackingHours(
        ZoneId.of(entry.getZone()),
        entry.getWeekList().stream().map(w -> window(w, w.getWeekday())).toList(),
        entry.getDaysList().stream().map(GateEntries::day).toList());
  }

  private static TrackingHours.Day day(HoursDay day) {
    LocalDate date = LocalDate.ofEpochDay(day.getEpochDay());
    List<TrackingHours.Window> windows =
        day.getWindowsList().stream()
            .map(window -> window(window, date.getDayOfWeek().getValue()))
            .toList();
    return new TrackingHours.Day(date, windows);
  }

  private static TrackingHours.Window window(HoursWindow window, int weekday) {
    return new TrackingHours.Window(weekday, window.getFromMinute(), window.getToMinute());
  }

  /** What an entry of the admin API changes for a subject. */
  static RoadChange toChange(byte[] bytes, long atMs) throws InvalidProtocolBufferException {
    SubjectEntry entry = SubjectEntry.parseFrom(bytes);
    return switch (entry.getChangeCase()) {
      case PERMISSION ->
          new RoadChange.PermissionChanged(
              entry.getSubjectRef(),
              actionOf(entry.getPermission().getAction()),
              entry.getPermission().getPurposes(),
              0,
              atMs);
      case HOURS -> new RoadChange.HoursPut(entry.getSubjectRef(), toHours(entry.getHours()), atMs);
      case CHANGE_NOT_SET -> throw new InvalidProtocolBufferException("nothing changes");
    };
  }

  private static RoadGate.Action actionOf(PermissionChange.Action action)
      throws InvalidProtocolBufferException {
    return switch (action) {
      case GRANT, OPEN_SYNTHETIC -> RoadGate.Action.GRANT;
      case WITHDRAW -> RoadGate.Action.WITHDRAW;
      case PAUSE -> RoadGate.Action.PAUSE;
      case RESUME -> RoadGate.Action.RESUME;
      case ACTION_UNSPECIFIED, UNRECOGNIZED ->
          throw new InvalidProtocolBufferException("an unknown action");
    };
  }

  /** What a person decided on a device. */
  static RoadChange.PermissionChanged toChange(
      ConsentChange decided, long subjectRef, long deviceRef, long atMs)
      throws InvalidProtocolBufferException {
    RoadGate.Action action =
        switch (decided.getAction()) {
          case WITHDRAW -> RoadGate.Action.WITHDRAW;
          case PAUSE -> RoadGate.Action.PAUSE;
          case RESUME -> RoadGate.Action.RESUME;
          case ACTION_UNSPECIFIED, UNRECOGNIZED ->
              throw new InvalidProtocolBufferException("an unknown action");
        };
    int purposes =
        decided.getPurpose() == 0 ? RoadGate.EVERY_PURPOSE : 1 << (decided.getPurpose() - 1);
    return new RoadChange.PermissionChanged(subjectRef, action, purposes, deviceRef, atMs);
  }

  /** The API's form of a journalled binding. */
  static RoadGate.Binding toBinding(BindingEntry entry) {
    return new RoadGate.Binding(
        entry.getBindingRef(),
        entry.getDeviceRef(),
        entry.getSubjectRef(),
        entry.getFromMs(),
        entry.getToMs());
  }
}
