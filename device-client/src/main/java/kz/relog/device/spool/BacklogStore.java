package kz.relog.device.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import kz.relog.proto.fix.FixLimits;
import org.jspecify.annotations.Nullable;

/**
 * The backlog and its records: closed batches that were never sent, and how they are thinned or
 * dropped when the spool is full. One thread.
 */
final class BacklogStore {
  private final Backlog backlog = new Backlog();
  private final BacklogThinner thinner = new BacklogThinner();
  private final byte[] record = new byte[Segment.RECORD_BYTES_MAX];
  private final byte[] message = new byte[Segment.RECORD_BYTES_MAX];
  private final int thinMetres;
  private Spool.Losses losses =
      new Spool.Losses() {
        @Override
        public void onThinned(int fixes) {}

        @Override
        public void onOverflow(int fixes) {}
      };
  private LiveRecords records;

  /** Up to this id everything was numbered, dropped or replaced. */
  private long through;

  private long last;

  BacklogStore(LiveRecords records, int thinMetres) {
    this.records = records;
    this.thinMetres = thinMetres;
  }

  void losses(Spool.Losses to) {
    losses = to;
  }

  void recover(SpoolReplay replay) {
    through = replay.pendingThrough;
    last = through;
    for (Backlog.Pending pending : replay.backlog.values()) {
      records.live(pending.place());
      last = Math.max(last, pending.through());
    }
    backlog.recover(replay.backlog.values());
  }

  int batches() {
    return backlog.batches();
  }

  long fixes() {
    return backlog.fixes();
  }

  /** Up to this id nothing is needed. */
  long through() {
    return through;
  }

  /** The highest id that was given. */
  long last() {
    return last;
  }

  /** The id up to which nothing is needed once the oldest is taken. */
  long throughOldest() {
    Backlog.Pending oldest = backlog.oldest();
    return oldest == null ? through : oldest.through();
  }

  /** Adds a batch that takes the place of fixes up to a number; durable if the policy says so. */
  void add(long fixThrough, int fixes, long firstMs, long lastMs, byte[] content, int length)
      throws IOException {
    long id = last + 1;
    ByteBuffer out = head(id, id, false, fixes, firstMs, lastMs, fixThrough);
    out.put(content, 0, length);
    Segment.Place place = records.append(record, out.position());
    records.log().force();
    last = id;
    backlog.add(new Backlog.Pending(id, id, fixes, false, place));
  }

  /** Reads the oldest batch's message; its length. */
  int readOldest(byte[] into) throws IOException {
    Backlog.Pending oldest = backlog.oldest();
    if (oldest == null) {
      throw new IOException("there is no backlog");
    }
    return readMessage(oldest, into);
  }

  /** The oldest has a number now, and a record that says so. */
  void takeOldest() {
    Backlog.Pending oldest = backlog.oldest();
    if (oldest != null) {
      records.kill(oldest.place());
      backlog.removeOldest();
      through = oldest.through();
    }
  }

  /** Gives the oldest up; false when there is none. */
  boolean dropOldest() throws IOException {
    Backlog.@Nullable Pending oldest = backlog.oldest();
    if (oldest == null) {
      return false;
    }
    ByteBuffer out = SpoolRecord.begin(record, SpoolRecord.OVERFLOW).putLong(oldest.through());
    records.note(record, out.position());
    takeOldest();
    losses.onOverflow(oldest.fixes());
    return true;
  }

  /** Looks at the oldest that were never thinned; false when there are none, or none shall be. */
  boolean thinOldest(long fixThrough) throws IOException {
    if (thinMetres == 0) {
      return false;
    }
    List<Backlog.Pending> group = backlog.oldestRaw(FixLimits.FIXES_MAX);
    if (group.isEmpty()) {
      return false;
    }
    while (!thin(group, fixThrough)) {
      if (group.size() == 1) {
        backlog.acceptOldestRaw(1);
        break;
      }
      group = group.subList(0, group.size() / 2);
    }
    return true;
  }

  /** Writes again what lies in a segment. */
  void rewrite(Segment from) throws IOException {
    for (Backlog.Pending pending : backlog.in(from)) {
      backlog.moved(pending, records.rewrite(pending.place()));
    }
  }

  /** Forgets everything; what follows goes to other records. */
  void clear(LiveRecords next) {
    backlog.clear();
    through = last;
    records = next;
  }

  /** Puts one thinned batch in the place of a group; false when that is no gain. */
  private boolean thin(List<Backlog.Pending> group, long fixThrough) throws IOException {
    thinner.begin();
    int bytes = 0;
    for (Backlog.Pending pending : group) {
      int length = readMessage(pending, message);
      bytes += length;
      if (!thinner.add(message, length)) {
        return false;
      }
    }
    int length = thinner.encode(thinMetres, message, 0, FileSpool.PENDING_BYTES_MAX);
    if (length == 0 || (group.size() == 1 && length >= bytes)) {
      return false;
    }
    long id = group.get(0).id();
    long replaced = group.get(group.size() - 1).through();
    int kept = thinner.fixesKept();
    ByteBuffer out = head(id, replaced, true, kept, 0, 0, fixThrough).put(message, 0, length);
    Segment.Place place = records.append(record, out.position());
    records.log().force(); // before the files of the originals may go
    for (Backlog.Pending pending : group) {
      records.kill(pending.place());
    }
    backlog.replaceOldestRaw(group.size(), new Backlog.Pending(id, replaced, kept, true, place));
    losses.onThinned(thinner.fixes() - kept);
    return true;
  }

  private ByteBuffer head(
      long id,
      long replaces,
      boolean thinned,
      int fixes,
      long firstMs,
      long lastMs,
      long fixThrough) {
    ByteBuffer out = SpoolRecord.begin(record, SpoolRecord.PENDING);
    out.putLong(id).putLong(replaces).put((byte) (thinned ? 1 : 0)).putShort((short) fixes);
    return out.putLong(firstMs).putLong(lastMs).putLong(fixThrough);
  }

  private int readMessage(Backlog.Pending pending, byte[] into) throws IOException {
    int length = records.read(pending.place(), into) - SpoolRecord.PENDING_HEAD_BYTES;
    System.arraycopy(into, SpoolRecord.PENDING_HEAD_BYTES, into, 0, length);
    return length;
  }
}
