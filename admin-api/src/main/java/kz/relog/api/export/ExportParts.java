package kz.relog.api.export;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import kz.relog.api.notice.Notices;
import kz.relog.api.store.AdminStore;

/**
 * What access requests work with.
 *
 * @param store the records
 * @param parts what goes into a package
 * @param notices tells people
 * @param folder where packages rest; made when it is not there
 * @param term within which a request is answered, at most {@link ExportLimits#TERM_MAX}
 * @param random draws keys, references and tokens
 * @param clock wall time, UTC
 */
public record ExportParts(
    AdminStore store,
    List<PackagePart> parts,
    Notices notices,
    Path folder,
    Duration term,
    SecureRandom random,
    Clock clock) {
  /** Copies the list and checks the term. */
  public ExportParts {
    parts = List.copyOf(parts);
    if (term.isNegative() || term.compareTo(ExportLimits.TERM_MAX) > 0) {
      throw new IllegalArgumentException("an access request is answered within 30 days");
    }
  }
}
