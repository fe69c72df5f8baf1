package kz.relog.api.notice;

/**
 * Where everybody who must tell a person something says so. Any thread; blocks until the notice is
 * durable, not until it is sent.
 */
public interface Notices {

  /**
   * Queues a notice. Inside a transaction of the records on the same thread it becomes part of it;
   * otherwise it has one of its own.
   *
   * @throws IllegalArgumentException when its values are not those of its template
   */
  void send(Notice notice);

  /**
   * Forgets what a person was told and would be told, the outbox file included; that it was sent
   * stays known. For an erasure: before the person's key is destroyed. The file follows at once,
   * see {@link #isForgotten}.
   *
   * @param sealRef the person or account that the notices were for
   */
  void forget(long sealRef);

  /** Whether nothing of what {@link #forget} was called for is left, the outbox file included. */
  boolean isForgotten(long sealRef);
}
