package kz.relog.api.spi;

import java.util.concurrent.CompletionStage;

/**
 * The gate of the road: whose facts may be stored, for what, when, and from which device. Commands
 * behave as those of {@link RoadCommands}: each returns at once, and the stage completes with the
 * journal seq of its entry once that is durable. A command that contradicts the state of the road
 * fails with {@link GateRefusedException}; nothing was stored then.
 */
public interface RoadGate {

  /** Purposes as bits: plan-fact, live view, customer view. */
  int PLAN_FACT = 1;

  /** The live view of the dispatcher. */
  int LIVE_VIEW = 2;

  /** The customer who waits. */
  int CUSTOMER_VIEW = 4;

  /** All purposes that need positions. */
  int EVERY_PURPOSE = 7;

  /** What a person changes. Takes effect at the received time of its entry, never before. */
  enum Action {
    /** From now on facts may be stored for these purposes. */
    GRANT,
    /** From now on not any more; what is stored stays. */
    WITHDRAW,
    /** Not now: a private trip; only the person ends it. */
    PAUSE,
    /** Ends a pause. */
    RESUME
  }

  /**
   * Changes what the facts of a subject may be stored for.
   *
   * @param subjectRef the person in the company
   * @param action what
   * @param purposes bits
   */
  CompletionStage<Long> changePermission(long subjectRef, Action action, int purposes);

  /** Sets the hours in which facts of a subject may be stored, from now on. */
  CompletionStage<Long> putHours(long subjectRef, TrackingHours hours);

  /** Says who had a device from when to when; replaces an earlier one of the same reference. */
  CompletionStage<Long> putBinding(Binding binding);

  /**
   * Gives a device another key inside its next acks; the old one is valid until the new one is
   * used.
   *
   * @return completes when announced
   */
  CompletionStage<Long> rotateKey(long deviceRef, long keyId, long nextKeyId);

  /**
   * A device in the hands of a person. The bindings of one device do not overlap.
   *
   * @param bindingRef names it
   * @param deviceRef the device
   * @param subjectRef the person in the company; 0 takes the binding back
   * @param fromMs Unix epoch ms UTC, inclusive; at most 12 h ago when new
   * @param toMs exclusive; 0 until further notice
   */
  record Binding(long bindingRef, long deviceRef, long subjectRef, long fromMs, long toMs) {}
}
