package kz.relog.api.store;

import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;

/**
 * Reads rows of which one column is sealed. It is opened when all of them are read: the vault has
 * transactions of its own, and must not be asked within one of the records. Any thread; blocks.
 */
final class OpenedRows<R> {
  private final Jdbi jdbi;
  private final String column;
  private final RowMapper<R> mapper;
  private final Opener<R> opener;

  /**
   * Rows of a kind.
   *
   * @param column the sealed one; a row in which it is null is left as it was read
   * @param mapper reads the others
   */
  OpenedRows(Jdbi jdbi, String column, RowMapper<R> mapper, Opener<R> opener) {
    this.jdbi = jdbi;
    this.column = column;
    this.mapper = mapper;
    this.opener = opener;
  }

  /** Completes a row with what was sealed. */
  @FunctionalInterface
  interface Opener<R> {
    R opened(R row, byte[] sealed);
  }

  private record Read<R>(R row, SealedBytes sealed) {}

  /** What a query finds, its parameters by their order. */
  List<R> list(String sql, Object... values) {
    List<Read<R>> read =
        jdbi.withHandle(
            handle -> {
              var query = handle.createQuery(sql);
              for (int i = 0; i < values.length; i++) {
                query.bind(i, values[i]);
              }
              return query
                  .map(
                      (row, context) -> {
                        byte[] sealed = row.getBytes(column);
                        return new Read<>(
                            mapper.map(row, context),
                            sealed == null ? SealedBytes.NONE : new SealedBytes(sealed));
                      })
                  .list();
            });
    return read.stream()
        .map(one -> one.sealed.isNone() ? one.row : opener.opened(one.row, one.sealed.bytes()))
        .toList();
  }
}
