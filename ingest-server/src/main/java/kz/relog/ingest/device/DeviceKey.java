package kz.relog.ingest.device;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import kz.relog.ingest.DeviceSecrets;
import kz.relog.proto.fix.AckDecoder;
import kz.relog.proto.frame.FrameKeys;
import kz.relog.proto.frame.ReplayWindow;
import org.jspecify.annotations.Nullable;

/**
 * One key of a device: its frame keys, its replay window and where its last frame came from.
 *
 * <p>Thread: the sequencer writes. Loops read the final fields, the frame keys, {@link #isSilent()}
 * and, through {@link #precheck}, the window: it is guarded by a version that is odd while the
 * sequencer writes.
 */
public final class DeviceKey {

  private static final VarHandle VERSION;
  private static final VarHandle HIGHEST;
  private static final VarHandle BITMAP;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      VERSION = lookup.findVarHandle(DeviceKey.class, "version", int.class);
      HIGHEST = lookup.findVarHandle(DeviceKey.class, "highest", long.class);
      BITMAP = lookup.findVarHandle(DeviceKey.class, "bitmap", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final long keyId;
  private final int index;
  private final Device device;
  private volatile @Nullable FrameKeys frameKeys;
  private volatile boolean silent;
  private volatile boolean secretGone;
  private volatile long nextKeyId = AckDecoder.NO_KEY;

  private int version;
  private long highest;
  private long bitmap;

  private long revokedAtMs;
  private boolean revoked;
  private boolean superseded;
  private boolean quarantined;
  private @Nullable DeviceKey predecessor;
  private int peerPort;
  private long peerHigh;
  private long peerLow;
  private int pendingAck = -1;

  /**
   * A key that was never used.
   *
   * @param keyId 40 bits
   * @param index its place in the {@link KeyTable}
   * @param device whose it is
   */
  public DeviceKey(long keyId, int index, Device device) {
    this.keyId = keyId;
    this.index = index;
    this.device = device;
  }

  /** Its id. Any thread. */
  public long keyId() {
    return keyId;
  }

  /** Its place in the table. Any thread. */
  public int index() {
    return index;
  }

  /** Whose it is. Any thread. */
  public Device device() {
    return device;
  }

  /** Whether its frames stay unanswered because its secret is gone. Any thread. */
  public boolean isSilent() {
    return silent;
  }

  /**
   * The frame keys, derived at the first use: a key that never sends costs no more than its row.
   * Any loop; two that race derive the same twice.
   *
   * @param secrets where the secret is
   * @return null if the secret is gone; the key is silent from then on
   */
  public @Nullable FrameKeys frameKeys(DeviceSecrets secrets) {
    FrameKeys keys = frameKeys;
    return keys != null || silent ? keys : derive(secrets);
  }

  /** The frame keys if they were needed before. Any thread. */
  public @Nullable FrameKeys derivedFrameKeys() {
    return frameKeys;
  }

  private @Nullable FrameKeys derive(DeviceSecrets secrets) {
    byte @Nullable [] secret = secrets.findSecret(keyId);
    if (secret == null) {
      silent = true;
      secretGone = true;
      return null;
    }
    FrameKeys keys = FrameKeys.derive(secret);
    Arrays.fill(secret, (byte) 0);
    frameKeys = keys;
    return keys;
  }

  /** Forgets the frame keys for good. Sequencer. */
  public void silence() {
    silent = true;
    frameKeys = null;
  }

  /** Whether its secret is known to be destroyed. Any thread. */
  public boolean isSecretGone() {
    return secretGone;
  }

  /** The secret was destroyed. Any thread. */
  public void secretGone() {
    secretGone = true;
  }

  /** The highest counter accepted, perhaps of a moment ago. Any thread. */
  public long highestCounter() {
    return (long) HIGHEST.getOpaque(this);
  }

  /**
   * Whether a counter may be new, asked before the cost of opening. Any thread.
   *
   * @return false only if the sequencer has surely accepted it before, or it lies below the window
   */
  public boolean precheck(long counter) {
    int before = (int) VERSION.getAcquire(this);
    long high = (long) HIGHEST.getOpaque(this);
    long bits = (long) BITMAP.getOpaque(this);
    VarHandle.acquireFence();
    boolean torn = (before & 1) != 0 || before != (int) VERSION.getOpaque(this);
    return torn || ReplayWindow.isNew(counter, high, bits);
  }

  /**
   * Takes the counter of an authentic frame in, if it is new. Sequencer.
   *
   * @return whether it was new
   */
  public boolean accept(long counter) {
    if (!ReplayWindow.isNew(counter, highest, bitmap)) {
      return false;
    }
    if (Long.compareUnsigned(counter, highest) < 0) {
      restoreWindow(highest, bitmap | 1L << (highest - counter - 1));
      return true;
    }
    long step = counter - highest;
    // The old highest moves to bit step - 1; counter 0 was never accepted, so a fresh window has
    // none.
    long old = highest != 0 && step > 0 && step <= ReplayWindow.WIDTH ? 1L << (step - 1) : 0;
    long moved = step > 0 && step < ReplayWindow.WIDTH ? bitmap << step : 0;
    restoreWindow(counter, moved | old);
    return true;
  }

  /** Sets the window. Sequencer. */
  public void restoreWindow(long highestCounter, long bits) {
    VERSION.setOpaque(this, version + 1);
    VarHandle.storeStoreFence();
    HIGHEST.setOpaque(this, highestCounter);
    BITMAP.setOpaque(this, bits);
    VERSION.setRelease(this, version + 1);
  }

  /** The counters accepted below the highest. Sequencer. */
  public long windowBitmap() {
    return bitmap;
  }

  /** Ends the key. Sequencer. */
  public void revoke(long atMs) {
    revoked = true;
    revokedAtMs = atMs;
  }

  /** Whether it was ended. Sequencer. */
  public boolean isRevoked() {
    return revoked;
  }

  /** When it was ended, Unix epoch ms. Sequencer. */
  public long revokedAtMs() {
    return revokedAtMs;
  }

  /**
   * The key that takes over from this one, told in each of its acks until it is used. Any thread.
   *
   * @return 40 bits, or {@link AckDecoder#NO_KEY}
   */
  public long nextKeyId() {
    return nextKeyId;
  }

  /** Announces the key that takes over from this one. Sequencer. */
  public void announce(DeviceKey next) {
    nextKeyId = next.keyId;
    next.predecessor = this;
  }

  /** The key that ends when this one is first used, null if none. Sequencer. */
  public @Nullable DeviceKey predecessor() {
    return predecessor;
  }

  /**
   * The key that took over is in use: this one ends, without a word to whoever uses it. Sequencer.
   */
  public void supersede(DeviceKey next, long atMs) {
    superseded = true;
    nextKeyId = AckDecoder.NO_KEY;
    next.predecessor = null;
    revoke(atMs);
  }

  /** Takes over that it was superseded. Sequencer. */
  public void restoreSuperseded() {
    superseded = true;
  }

  /** Whether another key took over. Sequencer. */
  public boolean isSuperseded() {
    return superseded;
  }

  /** Two senders use it: stores nothing any more. Sequencer. */
  public void quarantine() {
    quarantined = true;
  }

  /** Whether it stores nothing because two senders use it. Sequencer. */
  public boolean isQuarantined() {
    return quarantined;
  }

  /** Remembers where the frame with the highest counter came from. Sequencer. */
  public void peer(long high, long low, int port) {
    peerHigh = high;
    peerLow = low;
    peerPort = port;
  }

  /** Upper half of the IPv6, or IPv6-mapped, address. Sequencer. */
  public long peerHigh() {
    return peerHigh;
  }

  /** Lower half of it. Sequencer. */
  public long peerLow() {
    return peerLow;
  }

  /** Its port, 0 if nothing came yet. Sequencer. */
  public int peerPort() {
    return peerPort;
  }

  /** Index of the ack of this group that a later frame may take over, -1 if none. Sequencer. */
  public int pendingAck() {
    return pendingAck;
  }

  /** Sets {@link #pendingAck()}. Sequencer. */
  public void pendingAck(int ack) {
    pendingAck = ack;
  }
}
