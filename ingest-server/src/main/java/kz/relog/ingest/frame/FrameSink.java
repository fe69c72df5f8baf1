package kz.relog.ingest.frame;

/** Takes frames one by one. */
@FunctionalInterface
public interface FrameSink {

  /**
   * A whole frame.
   *
   * @param frame array that holds it, valid until this returns
   * @param offset where it begins
   * @param length its length
   */
  void onFrame(byte[] frame, int offset, int length);
}
