package kz.relog.bench.rival;

import java.io.IOException;
import kz.relog.bench.load.LoadResult;

/** A rival that was started; ended by {@link #close()}. One thread. */
public interface RunningRival extends AutoCloseable {

  /**
   * Measures one stretch: a frame is a datagram of a sink, a record of a store.
   *
   * @throws IOException if it fails in the middle; the message says why
   */
  LoadResult round() throws IOException, InterruptedException;

  @Override
  void close();
}
