package kz.relog.app.drill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import kz.relog.app.archive.TrackArchive;
import kz.relog.app.drill.rig.Pause;
import kz.relog.app.drill.rig.Ports;
import kz.relog.app.prove.CanaryDrive;
import kz.relog.app.prove.ErasureProcess;
import kz.relog.journal.ErasedRange;
import kz.relog.journal.Journal;
import kz.relog.journal.JournalConfig;
import kz.relog.journal.Journals;
import kz.relog.journal.Remains;
import kz.relog.journal.Vault;
import kz.relog.journal.VaultConfig;
import kz.relog.journal.Vaults;

/** Kills the server while it erases. */
final class ErasureKillDrill implements Drill {
  private static final int FIXES = 100;

  /** About as long as such an erasure takes: most kills fall into it. */
  private static final int KILL_AFTER_MS_MAX = 300;

  private static final long DONE_MS_MAX = 60_000;

  @Override
  public String name() {
    return "erase-kill";
  }

  @Override
  public String what() {
    return "Kills (-9) the server at random moments of an erasure; after the restart it must be"
        + " completed, and nobody else may have lost anything.";
  }

  @Override
  public String needs() {
    return "";
  }

  @Override
  public String rounds() {
    return "kills, each during the erasure of another subject";
  }

  @Override
  public int roundsByDefault() {
    return 100;
  }

  @Override
  public void run(DrillStage stage) throws IOException, InterruptedException {
    Path data = stage.folder("data");
    Path orders = stage.folder("orders");
    Ports ports = Ports.free();
    List<Long> erased = new ArrayList<>();
    SplittableRandom random = stage.random();
    ErasureProcess[] server = {ErasureProcess.start(data, orders, ports)};
    try (CanaryDrive other =
        CanaryDrive.enrol(server[0], data, ports, "other", FIXES, random.split())) {
      other.drive(FIXES);
      stage.rounds(
          round -> {
            long subjectRef;
            try (CanaryDrive one =
                CanaryDrive.enrol(server[0], data, ports, "v" + round, FIXES, random.split())) {
              one.drive(FIXES);
              subjectRef = one.subjectRef();
            }
            erased.add(subjectRef);
            Path answer = server[0].order("erase " + subjectRef);
            Pause.ms(random.nextInt(KILL_AFTER_MS_MAX));
            server[0].kill9();
            boolean answered = Files.exists(answer);
            server[0] = server[0].restart();
            complete(stage, server[0], subjectRef, answered);
          });
      server[0].stop();
      examine(stage, data, erased, other);
    } finally {
      server[0].close();
    }
  }

  /** What was ordered goes on by itself; what never came to be written down is ordered again. */
  private static void complete(
      DrillStage stage, ErasureProcess server, long subjectRef, boolean answered)
      throws IOException {
    String there = server.ask("of " + subjectRef);
    if (there.equals("NONE")) {
      if (answered) {
        stage.report().broken("an erasure that was answered is not known after the restart");
      }
      stage.report().count("killed before the order was written", 1);
      server.ask("erase " + subjectRef);
    } else {
      stage.report().count("killed during an erasure", 1);
    }
    if (!Pause.until(DONE_MS_MAX, () -> isDone(server, subjectRef))) {
      stage.report().broken("an erasure was not completed after the restart");
    }
  }

  private static boolean isDone(ErasureProcess server, long subjectRef) {
    try {
      return server.ask("of " + subjectRef).equals("DONE");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void examine(DrillStage stage, Path data, List<Long> erased, CanaryDrive other) {
    stage.verify(data);
    try (Vault vault = Vaults.open(VaultConfig.below(data, null));
        Journal journal = Journals.open(JournalConfig.in(data.resolve("journal")).build(), vault);
        TrackArchive archive = TrackArchive.start(data.resolve("archive.db"), journal, vault)) {
      for (long subjectRef : erased) {
        Remains remains = journal.findRemains(subjectRef, (done, all) -> {});
        stage.report().count("sections overwritten", remains.zeroedSections());
        if (remains.sealedSections() + remains.keptSections() > 0
            || archive.holds(ErasedRange.whole(subjectRef)) > 0
            || !vault.keyMonths(subjectRef).isEmpty()) {
          stage.report().broken("something of an erased subject is left");
        }
      }
      if (other.countIn(archive) != FIXES) {
        stage.report().broken("a subject that was not erased has lost facts");
      }
    }
  }
}
