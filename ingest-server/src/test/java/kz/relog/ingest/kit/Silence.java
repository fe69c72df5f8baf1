package kz.relog.ingest.kit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Proves that frames stay unanswered without waiting: the next answer on the socket is that to a
 * HELLO sent after them.
 */
public final class Silence {

  private Silence() {}

  /**
   * Sends frames that must stay unanswered, then a HELLO of an honest device, whose answer must be
   * the first to come.
   */
  public static void after(UdpLink link, TestDevice honest, byte[]... frames) {
    for (byte[] frame : frames) {
      link.send(frame);
    }
    byte[] answer = link.ask(honest.hello());
    assertThat(honest.open(answer)).isNotNull();
  }
}
