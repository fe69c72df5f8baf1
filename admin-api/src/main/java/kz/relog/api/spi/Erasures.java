package kz.relog.api.spi;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Erases what is known of a subject, for good. Requests are worked off one after the other, go on
 * after a crash where they were, and cannot be called back. Thread-safe.
 *
 * <p>Who may ask, in which company, holds, notices and export windows are the API's matter: a
 * request that comes here is carried out.
 */
public interface Erasures {

  /** How far an erasure is. The order is the order of the work. */
  enum Step {
    /** Written down. */
    REQUESTED,
    /** The gate refuses, for good; the order is durable in the journal. */
    BLOCKED,
    /** The keys are destroyed; of a range: retired, and destroyed with the rows. */
    KEYS,
    /** The archive holds nothing of it. */
    ROWS,
    /** All derived stores hold nothing of it. */
    STORES,
    /** The journal's sections are zeros. */
    OVERWRITTEN,
    /** A scan found nothing. */
    VERIFIED,
    /** The certificate is written. */
    DONE
  }

  /** Why. */
  enum Reason {
    /** The person asked. */
    PERSON,
    /** The dispatcher removed the person. */
    DISPATCHER,
    /** The company's owner did. */
    OWNER,
    /** The term of keeping is over. */
    RETENTION,
    /** The facts stood under the wrong person. */
    CORRECTION,
    /** A restored backup held what had been erased. */
    RESTORED
  }

  /** Everything of a subject, in {@link Scope#categories()}. */
  int EVERYTHING = 0;

  /** Facts and what follows from them: tracks, plan-fact, events. */
  int TRACKS = 1;

  /** What a person asked, what they were answered and told. */
  int MESSAGES = 2;

  /** What a profile said before. */
  int HISTORY = 4;

  /** What the stops of a plan are called: the customers at them. Only of a plan. */
  int WORDS = 8;

  /** A plan with its route, its stops and their words. Only of a plan. */
  int PLAN = 16;

  /**
   * What is to go.
   *
   * @param deviceRef only what this device sent; 0 all
   * @param fromMs facts from this time on, Unix epoch ms UTC
   * @param toMs facts before this time; Long.MAX_VALUE for ever
   * @param categories {@link #EVERYTHING}, or bits of {@link #TRACKS}, {@link #MESSAGES} and {@link
   *     #HISTORY}; of a plan {@link #WORDS} or {@link #PLAN}
   */
  record Scope(long deviceRef, long fromMs, long toMs, int categories) {
    /** Everything there is. */
    public static final Scope WHOLE = new Scope(0, 0, Long.MAX_VALUE, EVERYTHING);

    /** A plan, and the customers at its stops. */
    public static final Scope PLAN = new Scope(0, 0, Long.MAX_VALUE, Erasures.PLAN);

    /** The customers at the stops of a plan. */
    public static final Scope WORDS = new Scope(0, 0, Long.MAX_VALUE, Erasures.WORDS);

    /** Facts of a time. */
    public static Scope range(long fromMs, long toMs) {
      return new Scope(0, fromMs, toMs, TRACKS);
    }

    /** Whether a category is to go. */
    public boolean concerns(int category) {
      return categories == EVERYTHING || (categories & category) != 0;
    }

    /** Whether its subject is a plan. */
    public boolean isOfPlan() {
      return (categories & (Erasures.PLAN | Erasures.WORDS)) != 0;
    }

    /** Whether nothing of the subject is to stay. */
    public boolean isWhole() {
      return equals(WHOLE);
    }
  }

  /**
   * How far one erasure is.
   *
   * @param erasureRef names it
   * @param subjectRef whose
   * @param scope what
   * @param reason why
   * @param step done last
   * @param partDone of the next step: hours, bytes or stores done
   * @param partAll and in all; 0 while unknown
   * @param requestedMs when it was asked for, Unix epoch ms UTC
   * @param doneMs when it was complete; 0 while it is not
   */
  record Progress(
      long erasureRef,
      long subjectRef,
      Scope scope,
      Reason reason,
      Step step,
      long partDone,
      long partAll,
      long requestedMs,
      long doneMs) {}

  /**
   * Orders an erasure.
   *
   * @return completes with its reference once the subject is blocked, durably; the rest follows.
   *     Completes with {@link RoadFullException} if the road takes no order now, with
   *     IllegalArgumentException if nothing was ever known of the subject. A request that repeats
   *     one gets the reference of the first
   */
  CompletionStage<Long> request(long subjectRef, Scope scope, Reason reason);

  /**
   * Erases plans, or the customers at their stops, whose term is over: each through an order of its
   * own in the journal and in the erased list, all the rest in one go, without a certificate. Goes
   * on after a crash; may be repeated. Blocks until nothing is left.
   *
   * @param scope {@link Scope#PLAN} or {@link Scope#WORDS}
   * @throws RuntimeException when it could not be done now; what was ordered is done later
   */
  void endTerms(List<Long> planRefs, Scope scope);

  /** How far an erasure is; empty for an unknown reference. */
  Optional<Progress> progress(long erasureRef);

  /** All erasures of a subject, oldest first. */
  List<Progress> ofSubject(long subjectRef);

  /**
   * The certificate as JSON: what, when, what remains and why, SHA-256 of what was scanned; nothing
   * of the person but the reference. Empty until the erasure is done.
   */
  Optional<String> certificate(long erasureRef);

  /** Whether everything of a subject is erased or blocked for it. */
  boolean isErased(long subjectRef);
}
