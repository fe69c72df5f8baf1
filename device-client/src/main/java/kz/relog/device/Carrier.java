package kz.relog.device;

import java.io.Closeable;
import java.io.IOException;

/** Brings frames of many devices to the server and acks back. Owned by the fleet's thread. */
interface Carrier extends Closeable {
  /**
   * What {@link #send} gives when nothing can be sent for any device until a socket is ready again.
   */
  int BLOCKED = -1;

  /** Knows one more device, the next index. */
  void add();

  /** Sends frames of a device that is due; how many, or {@link #BLOCKED}. */
  int send(int device, Sender sender, long nowNs) throws IOException;

  /** When {@link #send} is to be called for the device. */
  long dueNs(int device, Sender sender, long nowNs);

  /** Reads what has come and hands it to the sink; how many frames. */
  int receive(long nowNs, Sink sink) throws IOException;

  /** Where frames from the server go. */
  interface Sink {
    /** The device of a key id, or {@link KeyIdMap#ABSENT}. */
    int deviceOf(long keyId);

    /** The sender of a device. */
    Sender sender(int device);

    /** A frame came for a device; true when it was an ack to obey. */
    boolean onFrame(int device, byte[] bytes, int offset, int length, long nowNs);

    /** A frame came for no device. */
    void onStray();

    /** The device may be due at another time than before. */
    void onChanged(int device, long nowNs);
  }
}
