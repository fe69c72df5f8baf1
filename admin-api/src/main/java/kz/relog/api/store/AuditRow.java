package kz.relog.api.store;

import java.util.Optional;

/**
 * One row of the audit.
 *
 * @param number its place, from 1 without gaps; 0 before it has one
 * @param atMs Unix epoch ms UTC
 * @param actor what did it
 * @param companyRef whose auditors see it; 0 for the installation's
 * @param personRef who did it; 0 for nobody known
 * @param sessionRef the session or token; 0 for none
 * @param action what was done
 * @param objectKind to what kind of thing
 * @param objectRef which one; 0 for none
 * @param subjectRef whose data it concerned; 0 for nobody's
 * @param purpose for what; empty for nothing named
 * @param outcome how it ended
 * @param peer the network it came from; empty when it came from none, or that is forgotten
 */
public record AuditRow(
    long number,
    long atMs,
    String actor,
    long companyRef,
    long personRef,
    long sessionRef,
    String action,
    String objectKind,
    long objectRef,
    long subjectRef,
    String purpose,
    String outcome,
    Optional<String> peer) {

  /** Leaves out the network. */
  @Override
  public String toString() {
    return "AuditRow[" + number + " " + actor + " " + action + "]";
  }
}
