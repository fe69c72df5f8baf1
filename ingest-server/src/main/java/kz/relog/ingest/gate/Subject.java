package kz.relog.ingest.gate;

import kz.relog.proto.v1.HoursEntry;
import kz.relog.proto.v1.PermissionChange;
import kz.relog.proto.v1.SubjectState;
import org.jspecify.annotations.Nullable;

/**
 * A person in a company, as the gate knows them: what their fixes may be stored for, since when,
 * and in which hours. Nothing said means closed. A change holds from the received time of its entry
 * on and is never backdated.
 *
 * <p>A fix is stored for the purposes that were open at its own time and are open now. Thread: the
 * sequencer, but for {@link #openNow()}.
 */
public final class Subject {

  private final long subjectRef;
  private final OpenTimeline timeline = new OpenTimeline();
  private @Nullable HoursVersions hours;
  private byte granted;
  private byte paused;
  private volatile byte openNow;
  private boolean ended;
  private boolean rangeClosed;

  /** A subject of whom nothing is known but the name. */
  Subject(long subjectRef) {
    this.subjectRef = subjectRef;
  }

  /** A copy of what was known at a moment, for one thread of the caller's own. */
  public static Subject copyOf(SubjectState state) {
    Subject copy = new Subject(state.getSubjectRef());
    copy.restore(state);
    return copy;
  }

  /** Its reference. */
  public long subjectRef() {
    return subjectRef;
  }

  /** Purposes open now. Any thread. */
  public int openNow() {
    return openNow;
  }

  /** What a fix of a time may be stored for, hours aside. */
  public int openAt(long timeMs) {
    return openNow & timeline.at(timeMs);
  }

  /** Whether {@link #openAt} says the same for all times from the first to the last. */
  public boolean isConstant(long firstMs, long lastMs) {
    return timeline.isConstant(firstMs, lastMs);
  }

  /** Whether a time lies in the hours that held at it. */
  public boolean isInHours(long timeMs) {
    return hours == null || hours.isOpen(timeMs);
  }

  /** Whether all times from the first to the last surely lie in the hours that held at them. */
  public boolean isInHours(long firstMs, long lastMs) {
    return hours == null || hours.isOpen(firstMs, lastMs);
  }

  /** Whether a fix of now would be stored for anything. */
  public boolean isTracked(long nowMs) {
    return openNow != Purposes.NONE && isInHours(nowMs);
  }

  /**
   * Takes in a change of permission.
   *
   * @param action what; unknown ones change nothing
   * @param purposes bits
   * @param atMs received time of its entry
   * @param room how much is remembered
   */
  public void change(PermissionChange.Action action, int purposes, long atMs, GateRoom room) {
    switch (action) {
      case GRANT -> granted |= (byte) (purposes & Purposes.EVERY);
      case WITHDRAW -> granted &= (byte) ~purposes;
      case PAUSE -> paused |= (byte) (purposes & Purposes.EVERY);
      case RESUME -> paused &= (byte) ~purposes;
      case OPEN_SYNTHETIC -> granted = Purposes.EVERY;
      case ACTION_UNSPECIFIED, UNRECOGNIZED -> {}
    }
    openNow = (byte) (ended ? Purposes.NONE : granted & ~paused);
    boolean fromEpoch = action == PermissionChange.Action.OPEN_SYNTHETIC && timeline.count() == 0;
    timeline.append(fromEpoch ? 0 : atMs, openNow, room.keepFromMs(atMs), room.changePointsMax());
  }

  /** Takes in hours that {@link #isHours} accepts. */
  public void putHours(HoursEntry entry, long atMs, GateRoom room) {
    if (hours == null) {
      hours = new HoursVersions();
    }
    hours.append(atMs, HoursTable.restore(entry), room.keepFromMs(atMs), room.hoursVersionsMax());
  }

  /** Whether every value of an entry is in its range. */
  public static boolean isHours(HoursEntry entry) {
    return HoursTable.parse(entry) != null;
  }

  /** The subject is erased: closed for good, whatever is still said. */
  public void end() {
    ended = true;
    openNow = Purposes.NONE;
  }

  /** Whether it is erased. */
  public boolean isEnded() {
    return ended;
  }

  /** Facts of some time were erased: each fix must be asked for. */
  public void closeRange() {
    rangeClosed = true;
  }

  /** Whether facts of some time were erased. */
  public boolean isRangeClosed() {
    return rangeClosed;
  }

  /** Whether there is anything that a checkpoint must keep. */
  public boolean isWorthKeeping() {
    return !ended && isKnown();
  }

  /** Whether anything was ever said of it. */
  public boolean isKnown() {
    return ended || timeline.count() > 0 || hours != null || granted != 0 || paused != 0;
  }

  /** What a checkpoint keeps. */
  public SubjectState state() {
    SubjectState.Builder state =
        SubjectState.newBuilder().setSubjectRef(subjectRef).setGranted(granted).setPaused(paused);
    for (int i = 0; i < timeline.count(); i++) {
      state.addPoints(
          SubjectState.Point.newBuilder().setFromMs(timeline.fromMs(i)).setOpen(timeline.open(i)));
    }
    if (hours != null) {
      for (HoursVersions.Version version : hours.all()) {
        SubjectState.HoursVersion.Builder kept =
            SubjectState.HoursVersion.newBuilder().setFromMs(version.fromMs());
        HoursTable table = version.table();
        if (table != null) {
          kept.setHours(table.entry());
        }
        state.addHours(kept);
      }
    }
    return state.build();
  }

  /** Takes the place of everything known so far. */
  void restore(SubjectState state) {
    granted = (byte) (state.getGranted() & Purposes.EVERY);
    paused = (byte) (state.getPaused() & Purposes.EVERY);
    openNow = (byte) (ended ? Purposes.NONE : granted & ~paused);
    timeline.clear();
    state.getPointsList().forEach(point -> timeline.add(point.getFromMs(), point.getOpen()));
    HoursVersions kept = new HoursVersions();
    for (SubjectState.HoursVersion version : state.getHoursList()) {
      HoursTable table = version.hasHours() ? HoursTable.restore(version.getHours()) : null;
      kept.add(new HoursVersions.Version(version.getFromMs(), table));
    }
    hours = state.getHoursCount() == 0 ? null : kept;
  }
}
