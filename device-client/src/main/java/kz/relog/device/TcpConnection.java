package kz.relog.device;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * The stream of one device: what could not be written yet, what was half read, and when to try
 * again.
 */
final class TcpConnection {
  static final byte[] NOTHING = new byte[0];

  final int device;

  /** Absent while there is no connection and none is being made. */
  @Nullable SocketChannel channel;

  @Nullable SelectionKey key;

  boolean connected;
  boolean wasConnected;

  /** Bytes that the socket did not take. */
  byte[] unwritten = NOTHING;

  /** Bytes of a frame that has not come whole. */
  byte[] halfRead = NOTHING;

  /** Connections in a row that brought no ack. */
  int failures;

  /** When the first frame was written to which nothing has come back yet. */
  long unansweredSinceNs = Sender.NEVER;

  /** Not before this is the next connection tried; while connecting, when to give up. */
  long notBeforeNs = Long.MIN_VALUE;

  TcpConnection(int device) {
    this.device = device;
  }
}
