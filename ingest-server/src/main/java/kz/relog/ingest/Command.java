package kz.relog.ingest;

import java.util.function.Consumer;
import kz.relog.journal.ErasedRange;
import kz.relog.proto.v1.SubjectState;

/**
 * What the admin API asks of the road. A command is journalled by the sequencer in one order with
 * the frames.
 *
 * <p>References are random longs above zero, a key id has 40 bits.
 */
public sealed interface Command {

  /**
   * A device and its key, or a further key of a known device (its subject must then be the same).
   *
   * @param deviceRef the device
   * @param subjectRef the subject that all of the device's fixes belong to, as with a phone; 0 for
   *     a tracker, where bindings tell
   * @param keyId the key under which it will send; its secret is already in {@link DeviceSecrets}
   */
  record CreateDevice(long deviceRef, long subjectRef, long keyId) implements Command {}

  /**
   * Ends a key: its frames get REVOKED for 30 days, then silence.
   *
   * @param deviceRef the device
   * @param keyId its key
   */
  record RevokeDevice(long deviceRef, long keyId) implements Command {}

  /**
   * Gives a device another key: the new one is valid at once and told in each ack under the old
   * one, which ends when the new one is first used.
   *
   * @param deviceRef the device
   * @param keyId its key
   * @param nextKeyId the key that takes over; its secret, derived from that of the old one, is
   *     already in {@link DeviceSecrets}
   */
  record RotateKey(long deviceRef, long keyId, long nextKeyId) implements Command {}

  /** What a person, or the owner for them, decides about a purpose. */
  enum PermissionAction {
    /** From now on fixes may be stored for these purposes. */
    GRANT,
    /** From now on not any more. */
    WITHDRAW,
    /** Not for now. */
    PAUSE,
    /** Ends a pause, and nothing else. */
    RESUME
  }

  /**
   * Changes what fixes of a subject may be stored for, from the received time of its entry on.
   *
   * @param subjectRef the subject
   * @param action what
   * @param purposes at least one bit of {@link kz.relog.ingest.gate.Purposes}
   */
  record PutPermission(long subjectRef, PermissionAction action, int purposes) implements Command {}

  /**
   * Says that there is no person behind a subject: everything is open for it, from the epoch on.
   * For devices of tests, drills and demonstrations; whoever submits it knows that there is none.
   *
   * @param subjectRef a subject of which nothing was said before
   */
  record OpenSynthetic(long subjectRef) implements Command {}

  /**
   * Says who has a tracker from when to when; replaces an earlier binding of the same reference.
   *
   * @param bindingRef names it
   * @param deviceRef a device that was created without a subject
   * @param subjectRef the subject; 0 takes the binding back
   * @param fromMs Unix epoch ms, inclusive; time that is newly given to a subject begins at most 12
   *     h ago
   * @param toMs exclusive; 0 until further notice
   */
  record PutBinding(long bindingRef, long deviceRef, long subjectRef, long fromMs, long toMs)
      implements Command {}

  /** Sets when fixes of a subject may be stored, from the received time of its entry on. */
  final class PutHours implements Command {
    private final long subjectRef;
    private final byte[] hoursEntry;

    /**
     * Hours.
     *
     * @param subjectRef the subject
     * @param hoursEntry the bytes of a {@code relog.v1.HoursEntry}; copied
     */
    public PutHours(long subjectRef, byte[] hoursEntry) {
      this.subjectRef = subjectRef;
      this.hoursEntry = hoursEntry.clone();
    }

    /** The subject. */
    public long subjectRef() {
      return subjectRef;
    }

    /** A copy of the bytes of its {@code relog.v1.HoursEntry}. */
    public byte[] hoursEntry() {
      return hoursEntry.clone();
    }
  }

  /** A plan, whole; a later one of the same reference replaces it. */
  final class PutPlan implements Command {
    private final long planRef;
    private final byte[] planEntry;

    /**
     * A plan.
     *
     * @param planRef the plan
     * @param planEntry the bytes of a {@code relog.v1.PlanEntry} of this plan; copied
     */
    public PutPlan(long planRef, byte[] planEntry) {
      this.planRef = planRef;
      this.planEntry = planEntry.clone();
    }

    /** The plan. */
    public long planRef() {
      return planRef;
    }

    /** A copy of the bytes of its {@code relog.v1.PlanEntry}. */
    public byte[] planEntry() {
      return planEntry.clone();
    }
  }

  /**
   * Ends for good what may be stored of a subject in a range. From the moment that the entry is
   * durable its keys may be destroyed. Of a whole erasure the keys of the subject's own devices are
   * revoked too.
   *
   * @param range what is to be gone and must not come back
   */
  record Erase(ErasedRange range) implements Command {}

  /**
   * Asks what the gate knows of a subject, behind everything that was decided before: for facts
   * that a correction gives to another person. Its entry only carries time.
   *
   * @param subjectRef the subject
   * @param answer gets the state on the sequencer's thread; must not block
   */
  record AskGate(long subjectRef, Consumer<SubjectState> answer) implements Command {}

  /** An entry that only carries time. */
  record Tick() implements Command {}
}
