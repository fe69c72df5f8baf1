package kz.relog.ingest.sequence;

import kz.relog.ingest.count.Counters;
import kz.relog.ingest.gate.Purposes;
import kz.relog.journal.EntryKind;
import kz.relog.journal.EntrySource;
import kz.relog.journal.ErasedRange;
import kz.relog.journal.JournalWriter;

/**
 * The journal's writer with what every entry has in common: a time that never goes back, the
 * counts, and whether the disk is short. Thread: the sequencer.
 */
final class EntryWriter {

  /** A header, a row of the section table and a tag. */
  private static final int OVERHEAD_BYTES = 120;

  private final JournalWriter writer;
  private final RoadState state;
  private final Counters counters;
  private boolean diskShort;
  private boolean pending;
  private long bytes;

  EntryWriter(JournalWriter writer, RoadState state, Counters counters) {
    this.writer = writer;
    this.state = state;
    this.counters = counters;
  }

  JournalWriter begin(
      EntryKind kind,
      EntrySource source,
      long ms,
      long deviceRef,
      long keyId,
      long packetCounter,
      long batchSeq,
      int held) {
    writer.begin(
        kind, source, state.receivedMs(ms), deviceRef, keyId, packetCounter, batchSeq, held);
    return writer;
  }

  /** Commits; returns the seq, or -1 if the disk is short. */
  long commit(int plainBytes) {
    return committed(writer.commit(), plainBytes);
  }

  /** Appends an entry of the server's own that has at most one section. */
  long append(
      EntryKind kind,
      EntrySource source,
      long ms,
      long deviceRef,
      long keyId,
      long subjectRef,
      byte[] section) {
    begin(kind, source, ms, deviceRef, keyId, 0, 0, 0);
    if (section.length > 0) {
      writer.section(
          subjectRef,
          0,
          subjectRef == 0 ? Purposes.NONE : Purposes.EVERY,
          section,
          0,
          section.length);
    }
    return commit(section.length);
  }

  /** Appends an ERASE. */
  long erase(ErasedRange range, long ms) {
    writer.beginErase(EntrySource.ADMIN, state.receivedMs(ms), range);
    return commit(0);
  }

  /** Appends one entry of a checkpoint. */
  long appendState(
      EntryKind kind, long ms, long deviceRef, long keyId, long subjectRef, byte[] section) {
    begin(kind, EntrySource.SERVER, ms, deviceRef, keyId, 0, 0, 0);
    writer.section(
        subjectRef,
        0,
        subjectRef == 0 ? Purposes.NONE : Purposes.EVERY,
        section,
        0,
        section.length);
    writer.markCheckpoint();
    return commit(section.length);
  }

  long checkpointBegin(long ms) {
    return committed(writer.checkpointBegin(state.receivedMs(ms)), 0);
  }

  long checkpointEnd(long ms) {
    return committed(writer.checkpointEnd(state.receivedMs(ms)), 0);
  }

  private long committed(long seq, int plainBytes) {
    if (seq == JournalWriter.DISK_SHORT) {
      diskShort = true;
    } else {
      diskShort = false;
      pending = true;
      bytes += plainBytes + OVERHEAD_BYTES;
      counters.entry();
    }
    return seq;
  }

  /** Whether the last append was refused. */
  boolean isDiskShort() {
    return diskShort;
  }

  void diskShort(boolean value) {
    diskShort = value;
  }

  /** Whether something was committed and not forced. */
  boolean hasPending() {
    return pending;
  }

  /** Forces; also when nothing is pending, which keeps the mark of the journal's end fresh. */
  void sync() {
    writer.sync();
  }

  /** Says that everything committed is durable. */
  void allDurable() {
    if (pending) {
      pending = false;
      counters.group();
    }
  }

  long lastSeq() {
    return writer.nextSeq() - 1;
  }

  /** Bytes appended by this run, about. */
  long bytes() {
    return bytes;
  }
}
