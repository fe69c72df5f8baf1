package kz.relog.app.prove;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A heap dump in the format of HotSpot (HPROF 1.0.2, ids of 8 bytes), read record by record, as far
 * as it takes to tell who refers to whom. At most 2 GB. For one thread.
 */
final class HeapDump {
  private static final int HEAD_BYTES = "JAVA PROFILE 1.0.2".length() + 1 + 4 + 8;
  private static final int ID_BYTES = 8;
  private static final int UTF8 = 0x01;
  private static final int LOAD_CLASS = 0x02;
  private static final int SEGMENT_OF_HEAP = 0x1C;
  private static final int WHOLE_HEAP = 0x0C;
  private static final int OBJECT = 2;

  /** Bytes of a value by the type's code; 4 is boolean. */
  private static final int[] BYTES_OF_TYPE = {0, 0, ID_BYTES, 0, 1, 2, 4, 8, 1, 2, 4, 8};

  private final MappedByteBuffer bytes;
  private final Map<Long, String> words = new HashMap<>();
  private final Map<Long, String> classNames = new HashMap<>();
  private final Map<Long, Layout> layouts = new HashMap<>();

  private HeapDump(MappedByteBuffer bytes) {
    this.bytes = bytes;
  }

  /** Fields of a class, its own only. */
  private record Layout(long superId, List<Field> fields) {}

  private record Field(String name, int type) {}

  /** Told of what lies in the heap. */
  interface Visitor {
    /** An array of values, which lie in the file from an offset to another. */
    void onValues(long id, int type, int count, long fromOffset, long toOffset);

    /** A reference from a field, an element or a class. */
    void onReference(long holderId, String holder, String place, long targetId);

    /** Something that keeps an object: a thread's stack, native code, a class. */
    void onRoot(long id, String what);
  }

  /** Maps a dump. */
  static HeapDump open(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      HeapDump dump = new HeapDump(mapped);
      dump.readNames();
      return dump;
    }
  }

  private void readNames() {
    records(
        (tag, from, length) -> {
          if (tag == UTF8) {
            byte[] text = new byte[length - ID_BYTES];
            bytes.get(from + ID_BYTES, text);
            words.put(bytes.getLong(from), new String(text, StandardCharsets.UTF_8));
          } else if (tag == LOAD_CLASS) {
            String name = words.getOrDefault(bytes.getLong(from + 4 + ID_BYTES + 4), "?");
            classNames.put(bytes.getLong(from + 4), name.replace('/', '.'));
          }
        });
    // Layouts come before the first walk for references, whatever the order of the records.
    walk(null);
  }

  private interface RecordVisitor {
    void onRecord(int tag, int from, int length);
  }

  private void records(RecordVisitor visitor) {
    int at = HEAD_BYTES;
    while (at + 9 <= bytes.limit()) {
      int tag = bytes.get(at) & 0xFF;
      int length = bytes.getInt(at + 5);
      visitor.onRecord(tag, at + 9, length);
      at += 9 + length;
    }
  }

  /** Goes through the whole heap once. */
  void visit(Visitor visitor) {
    walk(visitor);
  }

  private void walk(@org.jspecify.annotations.Nullable Visitor visitor) {
    records(
        (tag, from, length) -> {
          if (tag == SEGMENT_OF_HEAP || tag == WHOLE_HEAP) {
            int at = from;
            while (at < from + length) {
              at = object(at, visitor);
            }
          }
        });
  }

  private int object(int at, @org.jspecify.annotations.Nullable Visitor visitor) {
    int tag = bytes.get(at) & 0xFF;
    int body = at + 1;
    return switch (tag) {
      case 0x20 -> classDump(body, visitor);
      case 0x21 -> instance(body, visitor);
      case 0x22 -> objects(body, visitor);
      case 0x23 -> values(body, visitor);
      default -> root(tag, body, visitor);
    };
  }

  private int root(int tag, int body, @org.jspecify.annotations.Nullable Visitor visitor) {
    if (visitor != null) {
      visitor.onRoot(bytes.getLong(body), rootName(tag));
    }
    return body
        + ID_BYTES
        + switch (tag) {
          case 0xFF, 0x05, 0x07 -> 0;
          case 0x01 -> ID_BYTES;
          case 0x02, 0x03, 0x08 -> 8;
          case 0x04, 0x06 -> 4;
          default -> throw new IllegalStateException("a heap dump of another format: tag " + tag);
        };
  }

  private static String rootName(int tag) {
    return switch (tag) {
      case 0x03, 0x02 -> "the stack of a thread";
      case 0x08 -> "a thread";
      case 0x05 -> "a class";
      default -> "the machine";
    };
  }

  private int classDump(int body, @org.jspecify.annotations.Nullable Visitor visitor) {
    long id = bytes.getLong(body);
    long superId = bytes.getLong(body + ID_BYTES + 4);
    int at = body + ID_BYTES + 4 + 6 * ID_BYTES + 4;
    int constants = bytes.getShort(at) & 0xFFFF;
    at += 2;
    for (int i = 0; i < constants; i++) {
      at += 3 + BYTES_OF_TYPE[bytes.get(at + 2)];
    }
    int statics = bytes.getShort(at) & 0xFFFF;
    at += 2;
    for (int i = 0; i < statics; i++) {
      int type = bytes.get(at + ID_BYTES);
      if (visitor != null && type == OBJECT) {
        visitor.onReference(
            id,
            "class " + className(id),
            words.getOrDefault(bytes.getLong(at), "?"),
            bytes.getLong(at + ID_BYTES + 1));
      }
      at += ID_BYTES + 1 + BYTES_OF_TYPE[type];
    }
    int count = bytes.getShort(at) & 0xFFFF;
    at += 2;
    List<Field> fields = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      fields.add(new Field(words.getOrDefault(bytes.getLong(at), "?"), bytes.get(at + ID_BYTES)));
      at += ID_BYTES + 1;
    }
    layouts.putIfAbsent(id, new Layout(superId, fields));
    return at;
  }

  private int instance(int body, @org.jspecify.annotations.Nullable Visitor visitor) {
    long classId = bytes.getLong(body + ID_BYTES + 4);
    int at = body + 2 * ID_BYTES + 8;
    int end = at + bytes.getInt(at - 4);
    if (visitor != null) {
      long id = bytes.getLong(body);
      String name = className(classId);
      Layout layout = layouts.get(classId);
      while (layout != null && at < end) {
        for (Field field : layout.fields) {
          if (field.type == OBJECT) {
            visitor.onReference(id, name, field.name, bytes.getLong(at));
          }
          at += BYTES_OF_TYPE[field.type];
        }
        layout = layouts.get(layout.superId);
      }
    }
    return end;
  }

  private int objects(int body, @org.jspecify.annotations.Nullable Visitor visitor) {
    int count = bytes.getInt(body + ID_BYTES + 4);
    int from = body + 2 * ID_BYTES + 8;
    if (visitor != null) {
      long id = bytes.getLong(body);
      String name = className(bytes.getLong(body + ID_BYTES + 8));
      for (int i = 0; i < count; i++) {
        visitor.onReference(id, name, "[]", bytes.getLong(from + i * ID_BYTES));
      }
    }
    return from + count * ID_BYTES;
  }

  private int values(int body, @org.jspecify.annotations.Nullable Visitor visitor) {
    int count = bytes.getInt(body + ID_BYTES + 4);
    int type = bytes.get(body + ID_BYTES + 8);
    int from = body + ID_BYTES + 9;
    int to = from + count * BYTES_OF_TYPE[type];
    if (visitor != null) {
      visitor.onValues(bytes.getLong(body), type, count, from, to);
    }
    return to;
  }

  private String className(long classId) {
    return Objects.requireNonNullElse(classNames.get(classId), "?");
  }
}
