package kz.relog.ingest.gate;

import org.jspecify.annotations.Nullable;

/**
 * Who had a device when: bindings that do not overlap, in the order of time. A phone has one that
 * never ends. Thread: the sequencer.
 */
public final class Bindings {

  /** What a binding says that ends only when somebody says so. */
  public static final long OPEN_END_MS = Long.MAX_VALUE;

  private static final Binding[] NONE = new Binding[0];

  private Binding[] inOrder;

  private Bindings(Binding[] inOrder) {
    this.inOrder = inOrder;
  }

  /** A device that nobody has yet. */
  public static Bindings ofTracker() {
    return new Bindings(NONE);
  }

  /** A device that is one subject's own. */
  public static Bindings ofPhone(Subject owner) {
    return new Bindings(new Binding[] {new Binding(0, owner, Long.MIN_VALUE, OPEN_END_MS)});
  }

  /** The binding of a time, null if nobody had the device. */
  public @Nullable Binding at(long timeMs) {
    for (int i = inOrder.length - 1; i >= 0; i--) {
      if (timeMs >= inOrder[i].fromMs()) {
        return timeMs < inOrder[i].toMs() ? inOrder[i] : null;
      }
    }
    return null;
  }

  /** The binding of a name, null if there is none. */
  public @Nullable Binding find(long bindingRef) {
    for (Binding binding : inOrder) {
      if (binding.bindingRef() == bindingRef) {
        return binding;
      }
    }
    return null;
  }

  /** Whether a binding would share time with one of another name. */
  public boolean overlaps(long bindingRef, long fromMs, long toMs) {
    for (Binding other : inOrder) {
      if (other.bindingRef() != bindingRef && fromMs < other.toMs() && other.fromMs() < toMs) {
        return true;
      }
    }
    return false;
  }

  /**
   * Puts a binding in the place of one of the same name. What ended too long ago to matter is
   * forgotten; when there is no room, so is the oldest: its time is nobody's then, and what comes
   * late from it is refused.
   */
  public void put(Binding binding, long nowMs, GateRoom room) {
    remove(binding.bindingRef());
    int drop = 0;
    while (drop < inOrder.length
        && (inOrder[drop].toMs() <= room.keepFromMs(nowMs)
            || inOrder.length - drop >= room.bindingsMax())) {
      drop++;
    }
    Binding[] next = new Binding[inOrder.length - drop + 1];
    int at = 0;
    int from = drop;
    while (from < inOrder.length && inOrder[from].fromMs() < binding.fromMs()) {
      next[at++] = inOrder[from++];
    }
    next[at++] = binding;
    while (from < inOrder.length) {
      next[at++] = inOrder[from++];
    }
    inOrder = next;
  }

  /** Takes a binding back, if it is there. */
  public void remove(long bindingRef) {
    int at = 0;
    while (at < inOrder.length && inOrder[at].bindingRef() != bindingRef) {
      at++;
    }
    if (at < inOrder.length) {
      Binding[] next = new Binding[inOrder.length - 1];
      System.arraycopy(inOrder, 0, next, 0, at);
      System.arraycopy(inOrder, at + 1, next, at, next.length - at);
      inOrder = next;
    }
  }

  /** How many there are. */
  public int count() {
    return inOrder.length;
  }

  /** One of them, in the order of time. */
  public Binding get(int index) {
    return inOrder[index];
  }

  /** Whether it is a phone's, which no command changes. */
  public boolean isPhone() {
    return inOrder.length == 1 && inOrder[0].bindingRef() == 0;
  }
}
