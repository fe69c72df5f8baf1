package kz.relog.ingest;

import java.util.concurrent.CompletableFuture;

/** The way of admin commands into the one order of the journal. Thread-safe. */
public interface CommandPort {

  /**
   * Hands a command to the sequencer.
   *
   * @param command what to do
   * @return completes with the seq of the journal entry once it is durable, on a thread that may
   *     block; or with a {@link CommandRefused}
   */
  CompletableFuture<Long> submit(Command command);
}
