package kz.relog.api.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kz.relog.api.spi.RecordSealer;

/**
 * Seals and opens what a company calls its things, under the company's key. Any thread; blocks on
 * the vault.
 */
final class CompanyWords {
  /** The installation itself has no reference; its key must have one. */
  private static final long INSTALLATION_KEY = Long.MAX_VALUE;

  private final RecordSealer sealer;

  CompanyWords(RecordSealer sealer) {
    this.sealer = sealer;
  }

  byte[] seal(long companyRef, String text) {
    return sealBytes(companyRef, text.getBytes(StandardCharsets.UTF_8));
  }

  byte[] sealBytes(long companyRef, byte[] plain) {
    return sealer.seal(keyOf(companyRef), plain);
  }

  Optional<byte[]> openBytes(long companyRef, byte[] sealed) {
    return sealer.open(keyOf(companyRef), sealed);
  }

  /** Seals many at the cost of one look into the vault. */
  List<byte[]> sealAll(long companyRef, List<String> texts) {
    List<byte[]> plain = texts.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    return sealer.sealAll(keyOf(companyRef), plain);
  }

  /**
   * Opens many at the cost of one look into the vault, in their order.
   *
   * @return empty texts for those without one, and for all when the company's key is gone
   */
  List<Optional<String>> openAll(long companyRef, List<SealedBytes> sealed) {
    List<byte[]> there =
        sealed.stream().filter(one -> !one.isNone()).map(SealedBytes::bytes).toList();
    List<byte[]> plain =
        there.isEmpty() ? there : sealer.openAll(keyOf(companyRef), there).orElse(List.of());
    List<Optional<String>> texts = new ArrayList<>(sealed.size());
    int next = 0;
    for (SealedBytes one : sealed) {
      boolean open = !one.isNone() && next < plain.size();
      texts.add(
          open
              ? Optional.of(new String(plain.get(next++), StandardCharsets.UTF_8))
              : Optional.empty());
    }
    return texts;
  }

  /** Finds a text of a company again without telling it. */
  byte[] lookup(String kind, long companyRef, String text) {
    return sealer.lookup(kind, Long.toHexString(companyRef) + ":" + text);
  }

  private static long keyOf(long companyRef) {
    return companyRef == 0 ? INSTALLATION_KEY : companyRef;
  }
}
