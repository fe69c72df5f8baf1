package kz.relog.api.audit;

/**
 * Where everybody who changes or reads personal data says so. Any thread; blocks until the row is
 * durable.
 */
@FunctionalInterface
public interface AuditLog {

  /**
   * Adds a row to the chain. Call it outside of a transaction of the records: the chain has one of
   * its own. A read that cannot be recorded must not be answered, so let the exception go through.
   *
   * @throws RuntimeException when it could not be made durable; nothing was recorded then
   */
  void record(AuditEntry entry);
}
