package kz.relog.proto.fix;

/** Reads and writes a {@code Hello}. Stateless, any thread. */
@SuppressWarnings("DoNotCallSuggester")
public final class HelloCodec {
  /** Length of the message that {@link #encode} writes; its frame is then 64 bytes. */
  public static final int ENCODED_BYTES = 38;

  private HelloCodec() {}

  /**
   * Writes a hello whose frame has the least length allowed.
   *
   * @param out array to write to
   * @param offset where the message shall begin
   * @return {@link #ENCODED_BYTES}
   */
  public static int encode(byte[] out, int offset) {
    throw new UnsupportedOperationException();
  }

  /**
   * Judges a hello.
   *
   * @param bytes array that holds the message
   * @param offset where it begins
   * @param length its length
   * @return {@link BatchFault#NONE}, or why it is refused
   */
  public static BatchFault check(byte[] bytes, int offset, int length) {
    throw new UnsupportedOperationException();
  }
}
