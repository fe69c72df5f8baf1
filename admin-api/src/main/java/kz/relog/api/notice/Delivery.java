package kz.relog.api.notice;

import java.util.Set;

/** Hands mails over. One thread at a time. */
interface Delivery extends AutoCloseable {

  /** Hands over one mail; blocks. */
  Outcome deliver(Mail mail);

  /** Forgets mails that it keeps itself. */
  void forget(Set<String> mailIds);

  /** Forgets mails older than this that it keeps itself, Unix epoch ms UTC. */
  void forgetBefore(long atMs);

  /** Nothing is to be delivered just now: lets go of connections. */
  @Override
  void close();

  /** What became of a mail. */
  sealed interface Outcome {
    /**
     * Somebody else is responsible for it now.
     *
     * @param reply what the server said
     */
    record Taken(String reply) implements Outcome {}

    /**
     * Not now.
     *
     * @param reply what the server said
     */
    record Later(String reply) implements Outcome {}

    /**
     * Nobody takes anything just now.
     *
     * @param reason in a few words
     */
    record Unreachable(String reason) implements Outcome {}

    /**
     * Never.
     *
     * @param reply what the server said
     */
    record Refused(String reply) implements Outcome {}
  }
}
