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
  private QuietJdbi() {}

  static Jdbi over(DataSource source) {
    Jdbi jdbi = Jdbi.create(source);
    jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
    jdbi.getConfig(SqlStatements.class).setJfrParamMaxLength(0);
    return jdbi;
  }
}
