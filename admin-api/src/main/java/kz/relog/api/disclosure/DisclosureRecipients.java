package kz.relog.api.disclosure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import kz.relog.api.store.DisclosureRecords;
import kz.relog.api.store.DisclosureRow;
import kz.relog.api.store.DisclosureRow.Recipient;

/** Tells who got something of a person, so that they can be told of an erasure or rectification. */
@FunctionalInterface
public interface DisclosureRecipients {

  /**
   * Who must be told. Ask before the erasure: afterwards the register holds references alone.
   *
   * @param subjectRef whose data was changed or erased
   */
  List<ToTell> toTell(long subjectRef);

  /**
   * A recipient.
   *
   * @param kind {@code share-link}, which is ended instead, {@code machine-export} or {@code
   *     lawful-request}
   * @param sourceRef the link, the token or the request
   * @param name of the recipient; empty for links
   * @param address where to tell; empty when none is known
   * @param lastMs when it got something last, to the minute, Unix epoch ms UTC
   */
  record ToTell(
      String kind, long sourceRef, Optional<String> name, Optional<String> address, long lastMs) {
    @Override
    public String toString() {
      return "ToTell[" + kind + "]";
    }
  }

  /** Those in a register. */
  static DisclosureRecipients in(DisclosureRecords records) {
    return subjectRef -> {
      List<ToTell> all = new ArrayList<>();
      for (DisclosureRow row : records.listOf(subjectRef)) {
        all.add(
            new ToTell(
                row.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                row.sourceRef(),
                row.recipient().map(Recipient::name),
                row.recipient().flatMap(Recipient::address),
                row.lastMs()));
      }
      return all;
    };
  }
}
