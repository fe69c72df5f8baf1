package kz.relog.proto.fix;

/** Where a packed field lies in the message and how many elements it has. One thread. */
final class Column {
  private int start;
  private int end;
  private int count;

  void clear() {
    set(0, 0, 0);
  }

  void set(int start, int end, int count) {
    this.start = start;
    this.end = end;
    this.count = count;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  int count() {
    return count;
  }
}
