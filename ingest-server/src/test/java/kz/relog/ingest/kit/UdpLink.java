package kz.relog.ingest.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;

/** A datagram socket of a device. One thread. */
public final class UdpLink implements AutoCloseable {

  private static final int ANSWER_MS = 20_000;

  private final DatagramSocket socket;
  private final InetSocketAddress server;

  /** On a free port. */
  public UdpLink(InetSocketAddress server) {
    this.server = server;
    try {
      socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
      socket.setSoTimeout(ANSWER_MS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a frame, or what is meant to look like one. */
  public void send(byte[] frame) {
    try {
      socket.send(new DatagramPacket(frame, frame.length, server));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next answer; fails if none comes. */
  public byte[] receive() {
    DatagramPacket packet = new DatagramPacket(new byte[2_048], 2_048);
    try {
      socket.receive(packet);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Arrays.copyOf(packet.getData(), packet.getLength());
  }

  /** Sends and waits for the answer. */
  public byte[] ask(byte[] frame) {
    send(frame);
    return receive();
  }

  @Override
  public void close() {
    socket.close();
  }
}
