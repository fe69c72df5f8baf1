package kz.relog.ingest.oracle;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import kz.relog.ingest.Command;
import kz.relog.ingest.CommandRefused;
import kz.relog.ingest.IngestClock;
import kz.relog.ingest.IngestConfig;
import kz.relog.ingest.IngestLimits;
import kz.relog.ingest.kit.Road;
import kz.relog.ingest.kit.TcpLink;
import kz.relog.ingest.kit.TestDevice;
import kz.relog.ingest.oracle.Script.Batch;
import kz.relog.ingest.oracle.Script.Bind;
import kz.relog.ingest.oracle.Script.Decide;
import kz.relog.ingest.oracle.Script.Hours;
import kz.relog.ingest.oracle.Script.Order;
import kz.relog.ingest.oracle.Script.Permit;
import kz.relog.ingest.oracle.Script.Step;
import kz.relog.ingest.oracle.Script.Window;
import kz.relog.proto.fix.ConsentEncoder;
import kz.relog.proto.fix.FixBatchEncoder;
import kz.relog.proto.fix.FixLimits;
import kz.relog.proto.frame.FrameDescriptor;
import kz.relog.proto.frame.FrameKind;
import kz.relog.proto.v1.ConsentChange;
import kz.relog.proto.v1.HoursDay;
import kz.relog.proto.v1.HoursEntry;
import kz.relog.proto.v1.HoursWindow;

/**
 * A process that lives a script through a real server and its sockets, and says where it is, to be
 * killed there. Another one goes on at the same step: what was done is done again.
 */
public final class FleetProcess {

  private static final int COMMANDS_AT_ONCE = 200;

  private final Road road;
  private final ScriptClock clock;
  private final TcpLink link;
  private final List<TestDevice> devices = new ArrayList<>();
  private final TestDevice last;

  private FleetProcess(Path directory, long seed, int run) {
    clock = new ScriptClock(Script.START_MS);
    // Checkpoints begin often, so that each start finds one, whole or not.
    IngestLimits limits =
        IngestLimits.DEFAULTS.withJournal(
            IngestLimits.DEFAULTS.journal().withCheckpoints(400_000, 8_000));
    road = Road.open(directory, IngestConfig.loopback().withLimits(limits), clock);
    Random random = new Random(seed);
    for (int i = 0; i <= Script.DEVICES; i++) {
      byte[] secret = new byte[32];
      random.nextBytes(secret);
      TestDevice device = new TestDevice(Script.deviceRef(i), 0, 50_000 + i, secret);
      device.counter(1_000_000L * run);
      devices.add(device);
    }
    last = devices.remove(Script.DEVICES);
    if (run == 0) {
      create();
    }
    link = new TcpLink(road.server().tcpAddress());
  }

  /** A clock that stands until it is set. */
  private static final class ScriptClock implements IngestClock {
    private volatile long nowMs;

    ScriptClock(long nowMs) {
      this.nowMs = nowMs;
    }

    @Override
    public long nowMs() {
      return nowMs;
    }

    @Override
    public long nanoTime() {
      return System.nanoTime();
    }
  }

  /**
   * Runs.
   *
   * @param args directory, seed, number of the run, first step
   */
  public static void main(String[] args) {
    long seed = Long.parseLong(args[1]);
    int from = Integer.parseInt(args[3]);
    FleetProcess fleet = new FleetProcess(Path.of(args[0]), seed, Integer.parseInt(args[2]));
    List<Step> steps = new Script(seed).steps();
    for (int i = from; i < steps.size(); i++) {
      fleet.clock.nowMs = steps.get(i).timeMs();
      System.out.println("orders " + i);
      fleet.give(steps.get(i).orders());
      System.out.println("arrivals " + i);
      fleet.send(steps.get(i).arrivals());
    }
    fleet.link.close();
    fleet.road.close();
    System.out.println("done");
  }

  private void create() {
    List<Command> commands = new ArrayList<>();
    for (int i = 0; i <= Script.DEVICES; i++) {
      TestDevice device = i < Script.DEVICES ? devices.get(i) : last;
      road.vault().putDeviceSecret(device.keyId(), device.deviceRef(), device.secret());
      long owner = Script.isPhone(i) ? Script.ownerOf(i) : 0;
      commands.add(new Command.CreateDevice(device.deviceRef(), owner, device.keyId()));
    }
    submit(commands);
  }

  private void give(List<Order> orders) {
    List<Command> commands = new ArrayList<>();
    for (Order order : orders) {
      if (order instanceof Decide decide) {
        link.send(frameOf(decide));
      } else {
        commands.add(commandOf(order));
      }
    }
    submit(commands);
    awaitAll();
  }

  private void submit(List<Command> commands) {
    for (int from = 0; from < commands.size(); from += COMMANDS_AT_ONCE) {
      List<CompletableFuture<Long>> done =
          commands.subList(from, Math.min(commands.size(), from + COMMANDS_AT_ONCE)).stream()
              .map(command -> road.server().commands().submit(command))
              .toList();
      for (CompletableFuture<Long> one : done) {
        try {
          one.join();
        } catch (CompletionException e) {
          if (!(e.getCause() instanceof CommandRefused)) {
            throw e;
          }
        }
      }
    }
  }

  private static Command commandOf(Order order) {
    if (order instanceof Permit permit) {
      return new Command.PutPermission(
          permit.subject(),
          Command.PermissionAction.valueOf(permit.act().name()),
          permit.purposes());
    }
    if (order instanceof Bind bind) {
      return new Command.PutBinding(
          bind.ref(), Script.deviceRef(bind.device()), bind.subject(), bind.fromMs(), bind.toMs());
    }
    Hours hours = (Hours) order;
    HoursEntry.Builder entry = HoursEntry.newBuilder().setZone(hours.zone());
    hours.week().forEach(window -> entry.addWeek(toEntry(window)));
    for (Script.Day day : hours.days()) {
      HoursDay.Builder own = HoursDay.newBuilder().setEpochDay(day.epochDay());
      day.windows().forEach(window -> own.addWindows(toEntry(window)));
      entry.addDays(own);
    }
    return new Command.PutHours(hours.subject(), entry.build().toByteArray());
  }

  private static HoursWindow toEntry(Window window) {
    return HoursWindow.newBuilder()
        .setWeekday(window.weekday())
        .setFromMinute(window.from())
        .setToMinute(window.to())
        .build();
  }

  private byte[] frameOf(Decide decide) {
    byte[] plain = new byte[ConsentEncoder.ENCODED_BYTES_MAX];
    int length =
        ConsentEncoder.encode(
            decide.batchSeq(),
            heldBy(decide.batchSeq()),
            decide.purpose(),
            ConsentChange.Action.valueOf(decide.act().name()),
            plain,
            0);
    return devices.get(decide.device()).seal(FrameKind.CONSENT, Arrays.copyOf(plain, length));
  }

  /** Nothing is ever given up by a device. */
  private static int heldBy(long batchSeq) {
    return (int) Math.min(64, batchSeq - 1);
  }

  private void send(List<Batch> batches) {
    for (Batch batch : batches) {
      FixBatchEncoder encoder =
          new FixBatchEncoder()
              .begin(1_000, 6)
              .batchSeq(batch.batchSeq())
              .held(heldBy(batch.batchSeq()));
      for (int fix = 0; fix < batch.fixes(); fix++) {
        encoder.add(
            batch.timeMs(fix),
            TestDevice.LAT_E7 + 1_000 * fix,
            TestDevice.LON_E7 + 10 * batch.device(),
            100 + fix,
            fix % 360,
            5,
            FixLimits.ALTITUDE_UNKNOWN);
      }
      link.send(devices.get(batch.device()).seal(FrameKind.FACTS, TestDevice.encoded(encoder)));
    }
    awaitAll();
  }

  /** Everything sent before is judged and durable once this one is answered. */
  private void awaitAll() {
    link.send(last.hello());
    byte[] answer = link.receive();
    while (FrameDescriptor.keyId(answer, 0) != last.keyId()) {
      answer = link.receive();
    }
  }
}
