package kz.relog.app.prove;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import kz.relog.journal.SubjectDigests;

/** Everyone else's data as it was before the erasure, to be compared with. Immutable. */
final class Before {
  private static final List<String> FILES = List.of("admin.db", "archive.db", "vault.db");

  private final SubjectDigests journal;
  private final Map<String, Untouched> rows;

  private Before(SubjectDigests journal, Map<String, Untouched> rows) {
    this.journal = journal;
    this.rows = rows;
  }

  /**
   * Looks at what is there.
   *
   * @param backup made just now: its journal stands still
   */
  static Before of(Path data, Path backup) throws IOException {
    Map<String, Untouched> rows = new TreeMap<>();
    for (String file : FILES) {
      rows.put(file, Untouched.of(data.resolve(file)));
    }
    return new Before(SubjectDigests.of(backup.resolve("journal"), Long.MAX_VALUE), rows);
  }

  /** Adds rows that tell whether all of it is there as it was. */
  void compare(String where, Path data, Erased erased, ProofTable table) throws IOException {
    SubjectDigests now = SubjectDigests.of(data.resolve("journal"), journal.lastSeq());
    Map<Long, String> others = new TreeMap<>(journal.sections());
    others.remove(erased.person());
    Map<Long, String> othersNow = new TreeMap<>(now.sections());
    othersNow.remove(erased.person());
    table.same(
        where + ": the journal but for the erased driver's sections",
        journal.lastSeq() + " entries",
        now.headers().equals(journal.headers()) && othersNow.equals(others),
        "headers or sections of others have changed");
    table.must(
        "  the erased driver's sections have changed",
        !journal.sections().containsKey(erased.person())
            || !journal.sections().get(erased.person()).equals(now.sections().get(erased.person())),
        "nothing was overwritten");
    for (String file : FILES) {
      if (Files.exists(data.resolve(file))) {
        Untouched known = rows.get(file);
        Map<String, Integer> missing =
            known == null ? Map.of() : known.missingIn(Untouched.of(data.resolve(file)), erased);
        table.same(
            where + ": everyone else's rows of " + file,
            (known == null ? 0 : known.count(erased)) + " rows",
            missing.isEmpty(),
            missing.toString());
      }
    }
  }
}
