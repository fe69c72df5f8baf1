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
 * The words of a plan's stops as bytes, which are sealed before they reach the disk.
 *
 * <pre>
 * 1 byte layout = 1 | int stops | stops x (int seq, int stopId, UTF externalId, UTF name)
 * </pre>
 *
 * UTF as {@link DataOutputStream#writeUTF} writes it.
 */
final class WordsCodec {
  private static final int LAYOUT = 1;

  private WordsCodec() {}

  static byte[] encode(List<StopText> texts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(LAYOUT);
      out.writeInt(texts.size());
      for (StopText text : texts) {
        out.writeInt(text.seq());
        out.writeInt(text.stopId());
        out.writeUTF(text.externalId());
        out.writeUTF(text.name());
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  static List<StopText> decode(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int layout = in.readByte();
      if (layout != LAYOUT) {
        throw new IllegalStateException("words of layout " + layout + "; made by a newer program?");
      }
      int count = in.readInt();
      List<StopText> texts = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        texts.add(new StopText(in.readInt(), in.readInt(), in.readUTF(), in.readUTF()));
      }
      return texts;
    } catch (IOException damaged) {
      throw new UncheckedIOException("the words of a plan are damaged", damaged);
    }
  }
}
