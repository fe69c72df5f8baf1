package kz.relog.ingest.count;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import kz.relog.ingest.AckOutcome;
import kz.relog.ingest.ConnectionOutcome;
import kz.relog.ingest.FixOutcome;
import kz.relog.ingest.FrameOutcome;
import kz.relog.ingest.Transport;

/**
 * The counts of one thread. That thread alone adds, without a locked instruction; any thread reads.
 * Padded at both ends, so that two threads' counts never share a cache line.
 */
@SuppressWarnings("EnumOrdinal") // They index memory of this process and go nowhere else.
public final class Counters {

  private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);
  private static final int PAD = 16;
  private static final int RECEIVED = PAD;
  private static final int FRAMES = RECEIVED + Transport.values().length;
  private static final int FIXES = FRAMES + FrameOutcome.values().length;
  private static final int ACKS = FIXES + FixOutcome.values().length;
  private static final int CONNECTIONS = ACKS + AckOutcome.values().length;
  private static final int BYTES = CONNECTIONS + ConnectionOutcome.values().length;
  private static final int GROUPS = BYTES + 1;
  private static final int ENTRIES = GROUPS + 1;
  private static final int FIXES_RECEIVED = ENTRIES + 1;
  private static final int OPENED = FIXES_RECEIVED + 1;
  private static final int CELLS = OPENED + 1 + PAD;

  private final long[] cells = new long[CELLS];

  /** All zero. */
  public Counters() {}

  /** Counts a received frame. */
  public void received(Transport transport, int bytes) {
    add(RECEIVED + transport.ordinal(), 1);
    add(BYTES, bytes);
  }

  /** Counts the fixes of an authentic, well-formed batch. */
  public void receivedFixes(int count) {
    add(FIXES_RECEIVED, count);
  }

  /** Counts a try to open a frame. */
  public void opened() {
    add(OPENED, 1);
  }

  /** Counts a frame's outcome. */
  public void frame(FrameOutcome outcome) {
    add(FRAMES + outcome.ordinal(), 1);
  }

  /** Counts fixes with an outcome. */
  public void fixes(FixOutcome outcome, int count) {
    add(FIXES + outcome.ordinal(), count);
  }

  /** Counts an ack's outcome. */
  public void ack(AckOutcome outcome) {
    add(ACKS + outcome.ordinal(), 1);
  }

  /** Counts a connection's outcome. */
  public void connection(ConnectionOutcome outcome) {
    add(CONNECTIONS + outcome.ordinal(), 1);
  }

  /** Counts a forced group. */
  public void group() {
    add(GROUPS, 1);
  }

  /** Counts an entry. */
  public void entry() {
    add(ENTRIES, 1);
  }

  long received(Transport transport) {
    return get(RECEIVED + transport.ordinal());
  }

  long value(FrameOutcome outcome) {
    return get(FRAMES + outcome.ordinal());
  }

  long value(FixOutcome outcome) {
    return get(FIXES + outcome.ordinal());
  }

  long value(AckOutcome outcome) {
    return get(ACKS + outcome.ordinal());
  }

  long value(ConnectionOutcome outcome) {
    return get(CONNECTIONS + outcome.ordinal());
  }

  long bytes() {
    return get(BYTES);
  }

  long receivedFixes() {
    return get(FIXES_RECEIVED);
  }

  long openedFrames() {
    return get(OPENED);
  }

  long groups() {
    return get(GROUPS);
  }

  long entries() {
    return get(ENTRIES);
  }

  private void add(int cell, long amount) {
    CELL.setOpaque(cells, cell, cells[cell] + amount);
  }

  private long get(int cell) {
    return (long) CELL.getOpaque(cells, cell);
  }
}
