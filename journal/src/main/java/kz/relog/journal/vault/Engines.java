package kz.relog.journal.vault;

import java.lang.ref.WeakReference;
import java.security.Provider;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The cipher of each thread, to be dropped when keys are destroyed. Any thread.
 *
 * <p>Why: a cipher keeps the key that it was used with last, in copies of the provider's own which
 * nobody else can zero. A thread that is in the middle of using its cipher finishes with it; nobody
 * holds it any more after that.
 */
final class Engines {

  private final @Nullable Provider provider;
  private final Queue<WeakReference<Slot>> slots = new ConcurrentLinkedQueue<>();
  private final ThreadLocal<Slot> own =
      ThreadLocal.withInitial(
          () -> {
            Slot slot = new Slot();
            slots.add(new WeakReference<>(slot));
            return slot;
          });

  /** Of a provider, or of the platform's preferred one. */
  Engines(@Nullable Provider provider) {
    this.provider = provider;
  }

  /** A thread's place for its cipher. */
  private static final class Slot {
    volatile @Nullable GcmEngine engine;
  }

  /** The calling thread's. */
  GcmEngine get() {
    Slot slot = own.get();
    GcmEngine engine = slot.engine;
    if (engine == null) {
      engine = new GcmEngine(provider);
      slot.engine = engine;
    }
    return engine;
  }

  /** Has every thread take a new one when it needs one next. */
  void drop() {
    slots.removeIf(
        reference -> {
          Slot slot = reference.get();
          if (slot != null) {
            slot.engine = null;
          }
          return slot == null;
        });
  }
}
