package kz.relog.api.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The words of a plan's stops as bytes, which are sealed before they reach the disk. What a stop is
 * called is the customer's, and sealed before that under a key of the customer's own; layout 1,
 * from before, had it as text.
 *
 * <pre>
 * 1 byte layout = 2 | int stops | stops x (int seq, int stopId, UTF externalId, int n, n bytes name)
 * 1 byte layout = 1 | int stops | stops x (int seq, int stopId, UTF externalId, UTF name)
 * </pre>
 *
 * UTF as {@link DataOutputStream#writeUTF} writes it.
 */
final class WordsCodec {
  private static final int LAYOUT_IN_ONE = 1;
  private static final int LAYOUT = 2;

  /** Longest sealed name: more is damage. */
  private static final int NAME_BYTES_MAX = 1 << 16;

  private WordsCodec() {}

  /** Words of a stop with the name as it is stored. */
  @SuppressWarnings("ArrayRecordComponent") // Carried, never compared.
  record Coded(StopText text, byte[] name) {}

  /** Whether names stand in it without a key of their own. */
  static boolean isInOne(byte[] bytes) {
    return bytes.length > 0 && bytes[0] == LAYOUT_IN_ONE;
  }

  static byte[] encode(List<Coded> stops) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(LAYOUT);
      out.writeInt(stops.size());
      for (Coded stop : stops) {
        out.writeInt(stop.text.seq());
        out.writeInt(stop.text.stopId());
        out.writeUTF(stop.text.externalId());
        out.writeInt(stop.name.length);
        out.write(stop.name);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /** In layout 1 the texts have their names, and no name is sealed. */
  static List<Coded> decode(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int layout = in.readByte();
      if (layout != LAYOUT && layout != LAYOUT_IN_ONE) {
        throw new IllegalStateException("words of layout " + layout + "; made by a newer program?");
      }
      int count = in.readInt();
      List<Coded> stops = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        int seq = in.readInt();
        int stopId = in.readInt();
        String externalId = in.readUTF();
        String name = layout == LAYOUT ? "" : in.readUTF();
        byte[] sealed = layout == LAYOUT ? name(in) : new byte[0];
        stops.add(new Coded(new StopText(seq, stopId, externalId, name), sealed));
      }
      return stops;
    } catch (IOException damaged) {
      throw new UncheckedIOException("the words of a plan are damaged", damaged);
    }
  }

  private static byte[] name(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > NAME_BYTES_MAX) {
      throw new IOException("a name of " + length + " bytes");
    }
    return in.readNBytes(length);
  }
}
