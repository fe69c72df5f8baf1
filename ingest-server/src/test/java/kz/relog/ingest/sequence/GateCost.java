package kz.relog.ingest.sequence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import kz.relog.ingest.DeviceSecrets;
import kz.relog.ingest.IngestClock;
import kz.relog.ingest.IngestLimits;
import kz.relog.ingest.ack.AckLane;
import kz.relog.ingest.admit.Admission;
import kz.relog.ingest.count.Counters;
import kz.relog.ingest.device.Device;
import kz.relog.ingest.gate.Subject;
import kz.relog.ingest.kit.TestDevice;
import kz.relog.journal.Journal;
import kz.relog.journal.JournalConfig;
import kz.relog.journal.Journals;
import kz.relog.journal.SyncMode;
import kz.relog.journal.Vault;
import kz.relog.journal.VaultConfig;
import kz.relog.journal.Vaults;
import kz.relog.proto.frame.CryptoProviders;
import kz.relog.proto.v1.BindingEntry;
import kz.relog.proto.v1.HoursEntry;
import kz.relog.proto.v1.HoursWindow;
import kz.relog.proto.v1.PermissionChange;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * What the gate costs a frame: frames go through admission and the sequencer's judgement, sealing
 * and append in one thread, round by round with the gate and with one that asks nothing. Sockets
 * and the force of the disk are left out, so the share of the gate is smaller in truth.
 */
public final class GateCost implements AutoCloseable {

  private static final int DEVICES = 2_000;
  private static final int FRAMES = 20_000;

  private final IngestLimits limits =
      IngestLimits.DEFAULTS.withDevice(
          IngestLimits.DEFAULTS.device().withShare(1L << 30, 1L << 34));
  private final Journal journal;
  private final RoadState state = new RoadState(limits);
  private final Counters counters = new Counters();
  private final ManyToOneRingBuffer ring =
      new ManyToOneRingBuffer(
          new UnsafeBuffer(
              ByteBuffer.allocateDirect((1 << 24) + RingBufferDescriptor.TRAILER_LENGTH)));
  private final List<TestDevice> devices = new ArrayList<>();
  private final Admission admission;
  private final FrameSequencer gated;
  private final FrameSequencer open;
  private final EntryWriter writer;
  private final AckBatch acks;
  private long batchSeq;

  /** Asks nothing: each device is its own subject's, everything is open. */
  private static final class OpenGate extends FactsGate {
    OpenGate(Erasures erasures) {
      super(erasures);
    }

    @Override
    void judge(Device device, DirectBuffer entry, int at) {
      take(entry, at);
      storeWhole(device.bindings().get(0).subject(), 7, entry, at);
    }
  }

  GateCost(Path directory, Vault vault, boolean shifts) {
    journal =
        Journals.open(
            JournalConfig.in(directory.resolve("journal"))
                .sync(SyncMode.OS)
                .cipherProvider(CryptoProviders.fastest())
                .build(),
            vault);
    writer = new EntryWriter(journal.writer(), state, counters);
    AckLane lane = new AckLane(1 << 22, Runnable::run, (type, b, at, length) -> {}, () -> {});
    acks = new AckBatch(state.keys(), List.of(lane), counters, FRAMES, 10);
    KeyChanges changes = new KeyChanges(state, writer);
    Erasures erasures = state.erasures();
    gated =
        new FrameSequencer(state, writer, acks, changes, counters, new FactsGate(erasures), limits);
    open =
        new FrameSequencer(state, writer, acks, changes, counters, new OpenGate(erasures), limits);
    Random random = new Random(1);
    long longAgoMs = System.currentTimeMillis() - 10L * 86_400_000;
    for (int i = 1; i <= DEVICES; i++) {
      byte[] secret = new byte[32];
      random.nextBytes(secret);
      devices.add(new TestDevice(i, i, i, secret));
      state.addKey(i, shifts ? 0 : i, i);
      Subject subject = state.subjects().of(i);
      subject.change(PermissionChange.Action.GRANT, 7, longAgoMs, state.room());
      if (shifts) {
        live(subject, longAgoMs);
        giveShifts(Objects.requireNonNull(state.findDevice(i)), i, longAgoMs);
      }
    }
    admission =
        new Admission(
            0, state.keys(), state.tags(), secrets(), IngestClock.SYSTEM, limits, ring, counters);
  }

  /** Ten days of shifts, of which the last goes on. */
  private void giveShifts(Device device, long subjectRef, long longAgoMs) {
    for (int day = 9; day >= 0; day--) {
      long fromMs = System.currentTimeMillis() - day * 86_400_000L - 3_600_000;
      GateChanges.apply(
          state,
          device,
          BindingEntry.newBuilder()
              .setBindingRef(day + 1)
              .setSubjectRef(subjectRef)
              .setFromMs(fromMs)
              .setToMs(fromMs + 72_000_000)
              .build(),
          longAgoMs);
    }
    if (device.bindings().count() != 10) {
      throw new IllegalStateException("bindings are missing");
    }
  }

  /** Pauses and hours, as of somebody who works and makes private trips. */
  private void live(Subject subject, long fromMs) {
    HoursEntry.Builder hours = HoursEntry.newBuilder().setZone("Asia/Almaty");
    for (int weekday = 1; weekday <= 7; weekday++) {
      hours.addWeek(HoursWindow.newBuilder().setWeekday(weekday).setToMinute(1_440));
    }
    subject.putHours(hours.build(), fromMs, state.room());
    for (int i = 1; i <= 30; i++) {
      long atMs = fromMs + i * 20_000_000L;
      subject.change(PermissionChange.Action.PAUSE, 7, atMs, state.room());
      subject.change(PermissionChange.Action.RESUME, 7, atMs + 600_000, state.room());
    }
  }

  private DeviceSecrets secrets() {
    return new DeviceSecrets() {
      @Override
      public byte[] findSecret(long keyId) {
        return devices.get((int) keyId - 1).secret();
      }

      @Override
      public void destroySecret(long keyId) {}
    };
  }

  /** Nanoseconds of a frame of so many fixes, through admission and sequencer. */
  private double round(FrameSequencer sequencer, int fixes) {
    List<byte[]> frames = new ArrayList<>(FRAMES);
    long nowMs = System.currentTimeMillis();
    for (int i = 0; i < FRAMES; i++) {
      if (i % DEVICES == 0) {
        batchSeq++;
      }
      long firstMs = nowMs - 1_000L * fixes;
      frames.add(devices.get(i % DEVICES).facts(batchSeq, 0, firstMs, fixes));
    }
    long takenNs = 0;
    for (int from = 0; from < FRAMES; from += 500) {
      long beganNs = System.nanoTime();
      for (int i = from; i < from + 500; i++) {
        admission.admit(frames.get(i), 0, frames.get(i).length);
      }
      while (ring.size() > 0) {
        sequencer.beginGroup();
        ring.controlledRead(sequencer, FRAMES);
      }
      takenNs += System.nanoTime() - beganNs;
      writer.sync();
      writer.allDurable();
      acks.publish();
    }
    return (double) takenNs / FRAMES;
  }

  /** Nanoseconds of a frame with the gate as it is. */
  double gatedRound(int fixes) {
    return round(gated, fixes);
  }

  @Override
  public void close() {
    journal.close();
  }

  private void compare(String what, int fixes, int rounds) {
    double[] on = new double[rounds];
    double[] off = new double[rounds];
    for (int i = -3; i < rounds; i++) {
      // Taking turns in who goes first, so that neither has the warmer machine.
      boolean first = i % 2 == 0;
      double one = round(first ? gated : open, fixes);
      double two = round(first ? open : gated, fixes);
      if (i >= 0) {
        on[i] = first ? one : two;
        off[i] = first ? two : one;
      }
    }
    Arrays.sort(on);
    Arrays.sort(off);
    double with = on[rounds / 2];
    double without = off[rounds / 2];
    System.out.printf(
        "%s, %d fixes a frame: gate on %.0f ns, off %.0f ns (medians of %d rounds of %d): %+.1f %%%n",
        what, fixes, with, without, rounds, FRAMES, 100 * (with - without) / without);
  }

  /**
   * Measures.
   *
   * @param args rounds, 15 unless given
   */
  public static void main(String[] args) throws IOException {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 15;
    for (boolean shifts : new boolean[] {false, true}) {
      Path directory = Files.createTempDirectory("relog-gate-cost");
      try (Vault vault = Vaults.open(VaultConfig.below(directory, CryptoProviders.fastest()));
          GateCost cost = new GateCost(directory, vault, shifts)) {
        String what =
            shifts ? "trackers with shifts, hours and 60 pauses" : "phones with a permission";
        cost.compare(what, 1, rounds);
        cost.compare(what, 60, rounds);
      }
    }
  }
}
