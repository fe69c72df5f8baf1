package kz.relog.api.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kz.relog.api.spi.Erasures;
import kz.relog.api.spi.RecordSealer;
import kz.relog.api.spi.RoadFullException;
import kz.relog.api.store.WordsCodec.Coded;
import org.jdbi.v3.core.Jdbi;

/**
 * Seals the words of a plan's stops: all of them under the plan, and what each stop is called under
 * a key of its customer before that, so that a customer can be erased apart. The customer's
 * reference follows from plan and stop by a keyed hash: nothing maps it, and without the vault
 * nobody finds it. The name of an erased customer is not stored again. Any thread; blocks.
 */
final class StopWords {
  private final Jdbi jdbi;
  private final RecordSealer sealer;

  StopWords(Jdbi jdbi, RecordSealer sealer) {
    this.jdbi = jdbi;
    this.sealer = sealer;
  }

  /** Who waits at a stop of a plan, whichever its version. */
  long customerRef(long planRef, int stopId) {
    byte[] hash = sealer.lookup("customer", planRef + ":" + stopId);
    return (ByteBuffer.wrap(hash).getLong() & Long.MAX_VALUE) | 1;
  }

  /**
   * Seals the words.
   *
   * @throws RoadFullException when the plan was erased meanwhile: sent again it is another plan
   */
  byte[] seal(long planRef, List<StopText> texts) {
    byte[] sealed = sealUnlessErased(planRef, texts);
    if (isEnded(planRef)) {
      // Its term ended while we sealed: keys that were made anew go again.
      sealer.destroy(planRef);
      texts.forEach(text -> sealer.destroy(customerRef(planRef, text.stopId())));
      throw new RoadFullException("the plan was erased just now");
    }
    return sealed;
  }

  private boolean isEnded(long planRef) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT EXISTS (SELECT 1 FROM erasure WHERE subject_ref = ? AND categories = ?)")
                .bind(0, planRef)
                .bind(1, Erasures.PLAN)
                .mapTo(Boolean.class)
                .one());
  }

  private byte[] sealUnlessErased(long planRef, List<StopText> texts) {
    List<Long> refs =
        texts.stream()
            .filter(text -> !text.name().isEmpty())
            .map(text -> customerRef(planRef, text.stopId()))
            .toList();
    Set<Long> erased = erased(refs);
    byte[] sealed = seal(planRef, texts, erased);
    Set<Long> since = erased(refs);
    if (!since.equals(erased)) {
      // Erased while we sealed: a key that was made anew goes again, and the name with it.
      since.forEach(sealer::destroy);
      sealed = seal(planRef, texts, since);
    }
    return sealed;
  }

  private byte[] seal(long planRef, List<StopText> texts, Set<Long> erased) {
    List<Long> refs = new ArrayList<>();
    List<byte[]> names = new ArrayList<>();
    for (StopText text : texts) {
      long ref = customerRef(planRef, text.stopId());
      if (isStored(text, ref, erased)) {
        refs.add(ref);
        names.add(text.name().getBytes(StandardCharsets.UTF_8));
      }
    }
    List<byte[]> sealed = sealer.sealEach(refs, names);
    List<Coded> coded = new ArrayList<>();
    int next = 0;
    for (StopText text : texts) {
      boolean stored = isStored(text, customerRef(planRef, text.stopId()), erased);
      coded.add(new Coded(text, stored ? sealed.get(next) : new byte[0]));
      next += stored ? 1 : 0;
    }
    return sealer.seal(planRef, WordsCodec.encode(coded));
  }

  private static boolean isStored(StopText text, long customerRef, Set<Long> erased) {
    return !text.name().isEmpty() && !erased.contains(customerRef);
  }

  /** The words that the plan's key opened; a name whose key is gone is empty. */
  List<StopText> open(long planRef, byte[] plain) {
    List<Coded> stops = WordsCodec.decode(plain);
    List<Long> refs = new ArrayList<>();
    List<byte[]> sealed = new ArrayList<>();
    for (Coded stop : stops) {
      if (stop.name().length > 0) {
        refs.add(customerRef(planRef, stop.text().stopId()));
        sealed.add(stop.name());
      }
    }
    List<Optional<byte[]>> names = sealer.openEach(refs, sealed);
    List<StopText> texts = new ArrayList<>();
    int next = 0;
    for (Coded stop : stops) {
      StopText text = stop.text();
      if (stop.name().length > 0) {
        String name =
            names.get(next).map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("");
        text = new StopText(text.seq(), text.stopId(), text.externalId(), name);
        next++;
      }
      texts.add(text);
    }
    return texts;
  }

  /** The highest number of a stop in any version's words; 0 when the plan's key is gone. */
  int lastStop(long planRef) {
    int last = 0;
    for (Version version : versions(planRef)) {
      List<Coded> stops =
          sealer.open(planRef, version.words.bytes()).map(WordsCodec::decode).orElse(List.of());
      for (Coded stop : stops) {
        last = Math.max(last, stop.text().stopId());
      }
    }
    return last;
  }

  private List<Version> versions(long planRef) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT version, words FROM stop_text WHERE plan_ref = ?")
                .bind(0, planRef)
                .map(
                    (row, context) -> new Version(row.getLong(1), new SealedBytes(row.getBytes(2))))
                .list());
  }

  /** Gives every name of a plan a key of its own, where a program of before wrote it without. */
  void splitAll(long planRef) {
    for (Version version : versions(planRef)) {
      sealer
          .open(planRef, version.words.bytes())
          .filter(WordsCodec::isInOne)
          .ifPresent(
              plain -> {
                byte[] split = seal(planRef, open(planRef, plain));
                jdbi.useHandle(
                    handle ->
                        handle.execute(
                            "UPDATE stop_text SET words = ? WHERE plan_ref = ? AND version = ?",
                            split,
                            planRef,
                            version.number));
              });
    }
  }

  private record Version(long number, SealedBytes words) {}

  private Set<Long> erased(List<Long> customerRefs) {
    if (customerRefs.isEmpty()) {
      return Set.of();
    }
    return new HashSet<>(
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery("SELECT subject_ref FROM erasure WHERE subject_ref IN (<refs>)")
                    .bindList("refs", customerRefs)
                    .mapTo(Long.class)
                    .list()));
  }
}
