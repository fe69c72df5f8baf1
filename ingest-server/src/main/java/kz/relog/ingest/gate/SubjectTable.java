package kz.relog.ingest.gate;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import kz.relog.proto.v1.SubjectState;
import org.jspecify.annotations.Nullable;

/**
 * All subjects. Whoever judges a fix holds its subject already; here commands and readers look them
 * up. Thread: the sequencer adds and changes; {@link #openNow} by any.
 */
public final class SubjectTable {

  private final Map<Long, Subject> subjects = new ConcurrentHashMap<>();

  /** An empty table. */
  public SubjectTable() {}

  /** The subject of a reference; a new one is closed. */
  public Subject of(long subjectRef) {
    return subjects.computeIfAbsent(subjectRef, Subject::new);
  }

  /** The subject of a reference, if anything was ever said of it. */
  public @Nullable Subject find(long subjectRef) {
    return subjects.get(subjectRef);
  }

  /** Purposes open now for a subject; none for one that is not known. Any thread. */
  public int openNow(long subjectRef) {
    Subject subject = subjects.get(subjectRef);
    return subject == null ? Purposes.NONE : subject.openNow();
  }

  /** Takes over what a checkpoint kept. */
  public void restore(SubjectState state) {
    of(state.getSubjectRef()).restore(state);
  }

  /** References of all subjects, in no order. */
  public long[] refs() {
    return subjects.keySet().stream().mapToLong(Long::longValue).toArray();
  }
}
