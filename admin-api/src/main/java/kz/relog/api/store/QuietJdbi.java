package kz.relog.api.store;

import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;

/**
 * The database library, told to keep to itself what statements carry: by itself it writes their
 * values into the message of a failure and into every flight recording of the process.
 */
final class QuietJdbi {
  /** Room for the dots that stand for what is cut off; the library fails with less. */
  private static final int DOTS = 2;

  private QuietJdbi() {}

  static Jdbi over(DataSource source) {
    Jdbi jdbi = Jdbi.create(source);
    jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
    jdbi.getConfig(SqlStatements.class).setJfrParamMaxLength(DOTS);
    return jdbi;
  }
}
