package kz.relog.api.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * Checks the audit of a file, also beside a running server: changes nothing and holds up no writer
 * for long. One check, one thread.
 */
public final class AuditVerifier {
  /** A reader of so many rows at a time keeps no writer waiting. */
  private static final int ROWS_AT_ONCE = 10_000;

  private static final int BUSY_TIMEOUT_MS = 5_000;

  private final List<AuditHead> kept;
  private final List<AuditProblem> problems = new ArrayList<>();
  private long problemCount;
  private long rows;
  private AuditLink last = new AuditLink(0, AuditHash.start());

  private AuditVerifier(List<AuditHead> kept) {
    this.kept = kept;
  }

  /**
   * Reads the whole chain.
   *
   * @param file the records, usually {@code admin.db}; the head's file lies beside it
   * @param print a head that the operator kept elsewhere
   */
  public static AuditReport verify(Path file, Optional<AuditHead> print) {
    // The head first: the table is never behind it, whatever is written meanwhile.
    Optional<AuditHead> beside =
        AuditHead.read(file.toAbsolutePath().resolveSibling(AuditHead.FILE_NAME));
    List<AuditHead> kept = new ArrayList<>();
    print.ifPresent(kept::add);
    beside.ifPresent(kept::add);
    AuditVerifier verifier = new AuditVerifier(kept);
    verifier.read(file);
    return verifier.report(beside);
  }

  private void read(Path file) {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(BUSY_TIMEOUT_MS);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
    try (Connection connection = source.getConnection();
        PreparedStatement page =
            connection.prepareStatement(
                "SELECT * FROM audit WHERE number > ? ORDER BY number LIMIT " + ROWS_AT_ONCE)) {
      int found;
      do {
        page.setLong(1, last.number());
        found = readPage(page);
      } while (found == ROWS_AT_ONCE);
    } catch (SQLException damaged) {
      add(AuditProblem.Kind.UNREADABLE, last.number() + 1, 0, "cannot be read from here on");
    }
  }

  private int readPage(PreparedStatement page) throws SQLException {
    int found = 0;
    try (ResultSet result = page.executeQuery()) {
      while (result.next()) {
        check(AuditLink.row(result, Optional.empty()), result);
        found++;
      }
    }
    return found;
  }

  private void check(AuditRow row, ResultSet result) throws SQLException {
    rows++;
    long expected = last.number() + 1;
    if (row.number() != expected) {
      add(AuditProblem.Kind.MISSING, expected, row.number() - 1, "not there");
    }
    byte[] hash = result.getBytes("hash");
    byte[] computed = AuditHash.of(last.hash(), row, result.getBytes("peer_hash"));
    // After a gap the link to the row before says nothing.
    if (row.number() == expected && !Arrays.equals(hash, computed)) {
      add(
          AuditProblem.Kind.CHANGED,
          row.number(),
          row.number(),
          "the row or the one before it is not what was written");
    }
    last = new AuditLink(row.number(), hash);
    for (AuditHead head : kept) {
      if (head.number() == row.number() && !head.equals(AuditHead.of(row.number(), hash))) {
        add(
            AuditProblem.Kind.HEAD_DIFFERS,
            row.number(),
            row.number(),
            "its hash is another one than the head that was kept");
      }
    }
  }

  private AuditReport report(Optional<AuditHead> beside) {
    for (AuditHead head : kept) {
      if (head.number() > last.number()) {
        add(
            AuditProblem.Kind.CUT_OFF,
            last.number() + 1,
            head.number(),
            "were written, and are gone");
      }
    }
    if (beside.isEmpty() && rows > 0) {
      add(
          AuditProblem.Kind.HEAD_MISSING,
          last.number(),
          last.number(),
          AuditHead.FILE_NAME + " is gone or damaged: whether rows were cut off cannot be told");
    }
    long after = beside.map(head -> Math.max(0, last.number() - head.number())).orElse(0L);
    return new AuditReport(
        rows, AuditHead.of(last.number(), last.hash()), after, problems, problemCount);
  }

  private void add(AuditProblem.Kind kind, long fromNumber, long toNumber, String detail) {
    problemCount++;
    if (problems.size() < AuditReport.PROBLEMS_MAX) {
      problems.add(new AuditProblem(kind, fromNumber, toNumber, detail));
    }
  }
}
