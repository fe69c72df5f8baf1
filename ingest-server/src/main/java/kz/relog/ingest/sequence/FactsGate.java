package kz.relog.ingest.sequence;

import java.util.Arrays;
import kz.relog.ingest.admit.RingEntry;
import kz.relog.ingest.device.Device;
import kz.relog.ingest.gate.Binding;
import kz.relog.ingest.gate.Bindings;
import kz.relog.ingest.gate.Purposes;
import kz.relog.ingest.gate.Subject;
import kz.relog.journal.EntryHeaderDescriptor;
import kz.relog.journal.JournalWriter;
import kz.relog.proto.fix.BatchFault;
import kz.relog.proto.fix.FixBatchDecoder;
import kz.relog.proto.fix.FixBatchEncoder;
import kz.relog.proto.fix.FixLimits;
import org.agrona.DirectBuffer;

/**
 * The gate: which fixes of a batch may be stored, for whom and for what. A fix may be stored if
 * somebody had the device at its time, for the purposes that were open for them then and are open
 * now, and if its time lies in their tracking hours.
 *
 * <p><b>Nearly every batch</b> lies in one binding, one stretch of permission and one of hours: its
 * two ends tell, and its bytes are sealed as they were sent. Any other is taken apart, and each fix
 * judged for itself; what belongs together (subject, month, purposes) is written as a batch of its
 * own and becomes a section.
 *
 * <p>The result of the last {@link #judge} stays until the next. Thread: the sequencer; allocates
 * nothing.
 */
class FactsGate {

  private static final int SECTIONS_MAX = EntryHeaderDescriptor.SECTIONS_MAX;

  /** What a batch needs besides its fixes, once per section. */
  private static final int SECTION_HEAD_BYTES = 256;

  private static final byte REFUSED = -1;

  private final Erasures erasures;
  private FixBatchDecoder decoder = new FixBatchDecoder();
  private FixBatchEncoder encoder = new FixBatchEncoder();
  private final byte[] plain = new byte[64 * 1024];
  private final byte[] cut =
      new byte[2 * FixBatchEncoder.ENCODED_BYTES_MAX + SECTIONS_MAX * SECTION_HEAD_BYTES];
  private int cutBytes;

  private final Subject[] subjects = new Subject[SECTIONS_MAX];
  private final int[] months = new int[SECTIONS_MAX];
  private final int[] masks = new int[SECTIONS_MAX];
  private final boolean[] isCut = new boolean[SECTIONS_MAX];
  private final int[] offsets = new int[SECTIONS_MAX];
  private final int[] lengths = new int[SECTIONS_MAX];
  private int sections;
  private int storedBytes;

  /** Of the part being taken apart: the section of each fix. */
  private final byte[] sectionOf = new byte[FixLimits.FIXES_MAX];

  private int noPermission;
  private int outsideHours;
  private int unbound;
  private int erased;
  private long deviceRef;

  /** A gate over subjects of which these facts were erased. */
  FactsGate(Erasures erasures) {
    this.erasures = erasures;
  }

  /** Leaves nothing of the batch before. */
  void scrub() {
    decoder = new FixBatchDecoder();
    encoder = new FixBatchEncoder();
    Arrays.fill(plain, (byte) 0);
    Arrays.fill(cut, (byte) 0);
  }

  /** Judges a batch of which at least one fix is left. */
  void judge(Device device, DirectBuffer entry, int at) {
    take(entry, at);
    if (judgeWhole(device, entry, at)) {
      return;
    }
    deviceRef = device.deviceRef();
    int length1 = RingEntry.length1(entry, at);
    int length2 = RingEntry.length2(entry, at);
    judgePart(device.bindings(), RingEntry.month1(entry, at), 0, length1);
    if (length2 > 0) {
      judgePart(device.bindings(), RingEntry.month2(entry, at), length1, length2);
    }
  }

  /** Takes the next batch and forgets the one before. */
  final void take(DirectBuffer entry, int at) {
    sections = 0;
    storedBytes = 0;
    cutBytes = 0;
    noPermission = 0;
    outsideHours = 0;
    unbound = 0;
    erased = 0;
    int bytes = RingEntry.length1(entry, at) + RingEntry.length2(entry, at);
    entry.getBytes(at + RingEntry.HEADER_BYTES, plain, 0, bytes);
  }

  /** Judges by the first and the last fix; false if the fixes between may differ. */
  private boolean judgeWhole(Device device, DirectBuffer entry, int at) {
    long firstMs = RingEntry.firstMs(entry, at);
    long lastMs = firstMs + RingEntry.spanMs(entry, at);
    Binding binding = device.bindings().at(firstMs);
    if (binding == null || !binding.covers(firstMs, lastMs)) {
      return false;
    }
    Subject subject = binding.subject();
    int mask = subject.openAt(firstMs);
    if (mask == Purposes.NONE
        || subject.isRangeClosed()
        || !subject.isConstant(firstMs, lastMs)
        || !subject.isInHours(firstMs, lastMs)) {
      return false;
    }
    storeWhole(subject, mask, entry, at);
    return true;
  }

  /** Stores the batch that was taken as it was sent. */
  final void storeWhole(Subject subject, int mask, DirectBuffer entry, int at) {
    int length1 = RingEntry.length1(entry, at);
    int length2 = RingEntry.length2(entry, at);
    add(subject, RingEntry.month1(entry, at), mask, 0, length1);
    if (length2 > 0) {
      add(subject, RingEntry.month2(entry, at), mask, length1, length2);
    }
  }

  private void judgePart(Bindings bindings, int month, int offset, int length) {
    BatchFault fault = decoder.decode(plain, offset, length);
    if (fault != BatchFault.NONE) {
      throw new IllegalStateException("a batch that was admitted does not decode: " + fault);
    }
    int before = sections;
    int refusedBefore = refused();
    for (int i = 0; i < decoder.count(); i++) {
      sectionOf[i] = judgeFix(bindings, decoder.timeMs(i), month, before);
    }
    if (sections == before + 1 && refused() == refusedBefore) {
      offsets[before] = offset;
      lengths[before] = length;
      storedBytes += length;
      return;
    }
    int judged = sections;
    for (int section = before; section < judged; section++) {
      encode(section);
    }
  }

  /** The section that a fix belongs to, begun if need be; or {@link #REFUSED}, and counted. */
  private byte judgeFix(Bindings bindings, long timeMs, int month, int from) {
    Binding binding = bindings.at(timeMs);
    if (binding == null) {
      unbound++;
      return REFUSED;
    }
    Subject subject = binding.subject();
    int mask = subject.openAt(timeMs);
    if (mask == Purposes.NONE) {
      noPermission++;
      return REFUSED;
    }
    if (subject.isRangeClosed() && erasures.isErased(subject.subjectRef(), deviceRef, timeMs)) {
      erased++;
      return REFUSED;
    }
    if (!subject.isInHours(timeMs)) {
      outsideHours++;
      return REFUSED;
    }
    for (int section = from; section < sections; section++) {
      if (subjects[section] == subject && masks[section] == mask) {
        return (byte) section;
      }
    }
    if (sections == SECTIONS_MAX) {
      // More hands in a day than an entry has room for.
      unbound++;
      return REFUSED;
    }
    begin(subject, month, mask);
    return (byte) (sections - 1);
  }

  /**
   * Writes the fixes of a section as a batch of their own, or as several if one cannot hold them.
   */
  private void encode(int section) {
    int into = section;
    encoder.beginLike(decoder);
    for (int i = 0; i < decoder.count(); i++) {
      if (sectionOf[i] != section || encoder.addFrom(decoder, i)) {
        continue;
      }
      // Neighbours now that lie half the world apart.
      end(into);
      if (sections == SECTIONS_MAX) {
        for (int rest = i; rest < decoder.count(); rest++) {
          unbound += sectionOf[rest] == section ? 1 : 0;
        }
        return;
      }
      begin(subjects[section], months[section], masks[section]);
      into = sections - 1;
      encoder.beginLike(decoder).addFrom(decoder, i);
    }
    end(into);
  }

  private void begin(Subject subject, int month, int mask) {
    subjects[sections] = subject;
    months[sections] = month;
    masks[sections] = mask;
    isCut[sections] = false;
    sections++;
  }

  private void end(int section) {
    isCut[section] = true;
    offsets[section] = cutBytes;
    lengths[section] = encoder.encode(cut, cutBytes);
    cutBytes += lengths[section];
    storedBytes += lengths[section];
  }

  /** A section of bytes as they were sent. */
  private void add(Subject subject, int month, int mask, int offset, int length) {
    begin(subject, month, mask);
    offsets[sections - 1] = offset;
    lengths[sections - 1] = length;
    storedBytes += length;
  }

  /** Adds what may be stored to the entry that was begun. */
  final void write(JournalWriter entry) {
    for (int i = 0; i < sections; i++) {
      entry.section(
          subjects[i].subjectRef(),
          months[i],
          masks[i],
          isCut[i] ? cut : plain,
          offsets[i],
          lengths[i]);
    }
  }

  /** Whether anything may be stored. */
  final boolean isAnyOpen() {
    return sections > 0;
  }

  /** Bytes of all sections in clear. */
  final int storedBytes() {
    return storedBytes;
  }

  /** Fixes refused, in all. */
  final int refused() {
    return noPermission + outsideHours + unbound + erased;
  }

  /** Fixes refused for want of permission. */
  final int noPermission() {
    return noPermission;
  }

  /** Fixes refused for their time. */
  final int outsideHours() {
    return outsideHours;
  }

  /** Fixes of a time whose facts were erased. */
  final int erased() {
    return erased;
  }

  /** Fixes of a time at which nobody had the device. */
  final int unbound() {
    return unbound;
  }
}
