package kz.relog.ingest.kit;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** A connection of a device. One thread. */
public final class TcpLink implements AutoCloseable {

  private static final int ANSWER_MS = 20_000;

  private final Socket socket;
  private final DataInputStream in;

  /** Connected. */
  public TcpLink(InetSocketAddress server) {
    try {
      socket = new Socket(server.getAddress(), server.getPort());
      socket.setSoTimeout(ANSWER_MS);
      socket.setTcpNoDelay(true);
      in = new DataInputStream(socket.getInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends bytes as they are. */
  public void sendRaw(byte... bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends bytes as they are; nothing happens if the server has closed. */
  public void tryRaw(byte... bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException closedByServer) {
      // That is what a slow drip is to find.
    }
  }

  /** Sends a frame with its length. */
  public void send(byte[] frame) {
    sendRaw(prefixed(frame));
  }

  /** A frame with its length. */
  public static byte[] prefixed(byte[] frame) {
    byte[] bytes = new byte[2 + frame.length];
    bytes[0] = (byte) frame.length;
    bytes[1] = (byte) (frame.length >>> 8);
    System.arraycopy(frame, 0, bytes, 2, frame.length);
    return bytes;
  }

  /** The next answer; fails if none comes. */
  public byte[] receive() {
    try {
      int length = in.readUnsignedByte() | in.readUnsignedByte() << 8;
      byte[] frame = new byte[length];
      in.readFully(frame);
      return frame;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends and waits for the answer. */
  public byte[] ask(byte[] frame) {
    send(frame);
    return receive();
  }

  /** Waits for the server to close; true if it did so without a word. */
  public boolean isClosedByServer() {
    try {
      return in.read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      // A reset is an end too.
      return true;
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
