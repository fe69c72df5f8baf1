package kz.relog.app.drill;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import kz.relog.app.drill.rig.Corrupter;
import kz.relog.app.drill.rig.Corrupter.Damage;
import kz.relog.app.drill.rig.SampleJournal;
import kz.relog.journal.JournalFailure;
import kz.relog.journal.JournalProblem;
import kz.relog.journal.JournalReport;
import kz.relog.journal.JournalVerifier;

/** Damages a journal that was stopped well, in one way at a time, and undoes it again. */
final class CorruptDrill implements Drill {
  private static final int ENTRIES = 600;
  private static final int OPEN_EVERY = 4;

  /** Problems of entries that the report still counts as entries. */
  private static final Set<JournalProblem.Kind> READ_AND_NAMED =
      EnumSet.of(
          JournalProblem.Kind.BAD_SECTION,
          JournalProblem.Kind.NOT_AUTHENTIC,
          JournalProblem.Kind.OUT_OF_ORDER,
          JournalProblem.Kind.GAP);

  @Override
  public String name() {
    return "corrupt";
  }

  @Override
  public String what() {
    return "Damages a journal (a bit, a zeroed page, the first page, a truncation, two swapped"
        + " entries); `journal verify` must find every damaged entry, and no server may go on with it.";
  }

  @Override
  public String needs() {
    return "";
  }

  @Override
  public String rounds() {
    return "damages";
  }

  @Override
  public int roundsByDefault() {
    return 200;
  }

  @Override
  public void run(DrillStage stage) throws IOException, InterruptedException {
    Path data = stage.folder("data");
    SampleJournal.write(data, ENTRIES);
    Path journal = data.resolve("journal");
    Corrupter corrupter = new Corrupter(journal);
    long sound = verify(journal).entries();
    stage.report().figure("entries in the journal", sound);
    if (corrupter.entries() != sound || !verify(journal).ok()) {
      throw new IllegalStateException("the sample journal is not sound");
    }
    stage.rounds(
        round -> {
          Damage damage = corrupter.damage(stage.random(), round);
          try {
            judge(stage, journal, damage, sound);
            if (round % OPEN_EVERY == 0) {
              refuse(stage, data, damage);
            }
          } finally {
            damage.undo();
          }
        });
    if (!verify(journal).ok()) {
      throw new IllegalStateException("a damage was not undone");
    }
  }

  private static void judge(DrillStage stage, Path journal, Damage damage, long sound) {
    JournalReport report = verify(journal);
    // An entry is found when it is not read any more, or read and complained of where it stands.
    long named =
        damage.touched().stream()
            .filter(
                place ->
                    report.problems().stream()
                        .anyMatch(
                            problem ->
                                READ_AND_NAMED.contains(problem.kind())
                                    && problem.file().endsWith(damage.file().getFileName())
                                    && place.holds(problem.offset())))
            .count();
    long damaged = damage.touched().size();
    long found = Math.min(damaged, sound - report.entries() + named);
    stage.report().count("damages: " + damage.kind(), 1);
    stage.report().count("entries damaged", damaged);
    stage.report().count("of them found by verify", found);
    if (report.ok() || found < damaged) {
      stage
          .report()
          .broken(
              String.format(
                  Locale.ROOT,
                  "%s at offset %d: %d entries damaged, %d found, %d problems told",
                  damage.kind(),
                  damage.offset(),
                  damaged,
                  found,
                  report.problemCount()));
    }
  }

  /**
   * A start looks at what was written since the durable mark, not at the history, which would take
   * as long as the history is; what it does not look at must be refused when it is read.
   */
  private static void refuse(DrillStage stage, Path data, Damage damage) {
    Optional<JournalFailure> start = SampleJournal.refusal(data);
    stage.report().count("starts refused", start.isPresent() ? 1 : 0);
    if (start.isEmpty()) {
      start = SampleJournal.refusalWhenRead(data);
      stage.report().count("starts accepted, reading refused", start.isPresent() ? 1 : 0);
    }
    if (start.isEmpty()) {
      stage.report().broken(damage.kind() + " at " + damage.offset() + ": nobody refuses it");
    } else if (!String.valueOf(start.get().getMessage()).contains("relog journal verify")) {
      stage.report().broken("a refusal does not tell what to run: " + start.get().getMessage());
    }
  }

  private static JournalReport verify(Path journal) {
    return JournalVerifier.verify(journal, null, (done, all) -> {});
  }
}
