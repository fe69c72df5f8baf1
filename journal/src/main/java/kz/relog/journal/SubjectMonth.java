package kz.relog.journal;

/**
 * What a key of the vault belongs to. Immutable.
 *
 * @param subjectRef the person, or the plan
 * @param keyMonth months since January 1970, UTC; 0 for a plan
 */
public record SubjectMonth(long subjectRef, int keyMonth) {}
