package kz.relog.api.disclosure;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.relog.api.call.Refs;
import kz.relog.api.store.ApiTokenRow;
import kz.relog.api.store.DisclosureRecords;
import kz.relog.api.store.DisclosureRow;
import kz.relog.api.store.DisclosureRow.Kind;
import kz.relog.api.store.DisclosureRow.Recipient;
import kz.relog.api.store.LawfulRequestRow;

/**
 * The register: whoever hands something over says so here first. What cannot be noted must not be
 * handed over, so exceptions go through. Any thread; blocks until it is durable.
 */
public final class Disclosures {
  /** How exactly it is written down that a handing-over goes on: not each look costs a write. */
  static final long NOTED_EVERY_MS = 60_000;

  private static final int REMEMBERED_MAX = 10_000;

  private final DisclosureRecords records;
  private final SecureRandom random;
  private final Clock clock;
  private final Map<Key, Long> notedMs =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Long> eldest) {
          return size() > REMEMBERED_MAX;
        }
      };

  private record Key(Kind kind, long sourceRef, long subjectRef, List<String> categories) {}

  /** A register over these records. */
  public Disclosures(DisclosureRecords records, SecureRandom random, Clock clock) {
    this.records = records;
    this.random = random;
    this.clock = clock;
  }

  /**
   * A customer looks at a person's drive.
   *
   * @param linkRef the link
   * @param madeBy who made it
   * @param opening whether the page was just opened: each is counted
   */
  public void toCustomer(
      long companyRef, long linkRef, long subjectRef, long madeBy, boolean opening) {
    note(
        companyRef,
        new Key(Kind.SHARE_LINK, linkRef, subjectRef, List.of("expected-arrival", "last-position")),
        "customer-view",
        Optional.empty(),
        madeBy,
        opening);
  }

  /**
   * A machine reads people's drives with a token of the company.
   *
   * @param token with its name
   * @param purpose what for, one word
   * @param categories what, one word each
   * @param subjects whose
   */
  public void toMachine(
      ApiTokenRow token, String purpose, List<String> categories, List<Long> subjects) {
    Optional<Recipient> recipient = token.name().map(name -> new Recipient(name, Optional.empty()));
    for (long subjectRef : subjects) {
      note(
          token.companyRef(),
          new Key(Kind.MACHINE_EXPORT, token.tokenRef(), subjectRef, categories),
          purpose,
          recipient,
          token.madeBy(),
          false);
    }
  }

  /**
   * A package goes to an authority.
   *
   * @param request released by another person
   * @param byRef who fetches the package
   */
  public void toAuthority(LawfulRequestRow request, long byRef) {
    long nowMs = clock.millis();
    records.note(
        request.companyRef(),
        new DisclosureRow(
            0,
            Refs.random(random),
            request.companyRef(),
            Kind.LAWFUL_REQUEST,
            request.requestRef(),
            request.subjectRef(),
            "lawful-request",
            request.basis(),
            request.categories(),
            request.recipient(),
            byRef,
            nowMs,
            nowMs,
            1));
  }

  private void note(
      long companyRef,
      Key key,
      String purpose,
      Optional<Recipient> recipient,
      long byRef,
      boolean counts) {
    long nowMs = clock.millis();
    if (!counts && !isDue(key, nowMs)) {
      return;
    }
    records.note(
        companyRef,
        new DisclosureRow(
            0,
            Refs.random(random),
            companyRef,
            key.kind,
            key.sourceRef,
            key.subjectRef,
            purpose,
            "permission",
            key.categories,
            recipient,
            byRef,
            nowMs,
            nowMs,
            counts || !isKnown(key) ? 1 : 0));
    synchronized (notedMs) {
      notedMs.put(key, nowMs);
    }
  }

  private boolean isKnown(Key key) {
    synchronized (notedMs) {
      return notedMs.containsKey(key);
    }
  }

  private boolean isDue(Key key, long nowMs) {
    synchronized (notedMs) {
      Long last = notedMs.get(key);
      return last == null || nowMs - last >= NOTED_EVERY_MS;
    }
  }
}
