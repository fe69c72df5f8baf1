package kz.relog.journal.entry;

import static java.util.Objects.requireNonNull;
import static kz.relog.journal.SectionCipher.NONCE_BYTES;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import kz.relog.journal.SectionCipher;
import kz.relog.journal.SubjectMonth;
import kz.relog.journal.Vault;
import kz.relog.journal.VaultConfig;
import kz.relog.journal.Vaults;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("providers")
class CipherCacheTest {
  private static final int SEALED_BYTES = 8 + SectionCipher.TAG_BYTES;

  private final Provider provider;

  @TempDir Path data;

  /** The platform's; and the fast one where it runs, which trusts key objects not to change. */
  static Stream<Named<Provider>> providers() throws GeneralSecurityException {
    String gcm = "AES/GCM/NoPadding";
    Provider platform = Cipher.getInstance(gcm).getProvider();
    try {
      Provider fast = AmazonCorrettoCryptoProvider.INSTANCE;
      Cipher.getInstance(gcm, fast);
      return Stream.of(Named.of("platform", platform), Named.of("Corretto", fast));
    } catch (GeneralSecurityException | LinkageError absent) {
      return Stream.of(Named.of("platform", platform));
    }
  }

  CipherCacheTest(Provider provider) {
    this.provider = provider;
  }

  @Test
  void servesTheVaultsOwnKeysHoweverManyAreHeldAndDropped() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    List<SubjectMonth> names = new ArrayList<>();
    List<byte[]> sealed = new ArrayList<>();
    try (Vault vault = vault()) {
      CipherCache sealing = new CipherCache(vault, 3_000);
      CipherCache opening = new CipherCache(vault, 3_000);
      for (int i = 0; i < 20_000; i++) {
        // Neighbouring subjects and months, so that slots of the index collide.
        SubjectMonth name = new SubjectMonth(1 + random.nextInt(2_000), random.nextInt(3));
        names.add(name);
        sealed.add(seal(sealing.forSealing(name.subjectRef(), name.keyMonth()), i));
      }
      for (int i = 0; i < sealed.size(); i++) {
        SubjectMonth name = names.get(i);
        assertThat(
                opened(
                    opening.findForOpening(name.subjectRef(), name.keyMonth(), 1), sealed.get(i)))
            .as("seed %d, opened by the cache %d", seed, i)
            .isTrue();
      }
      for (int i = 0; i < sealed.size(); i++) {
        SubjectMonth name = names.get(i);
        Optional<SectionCipher> own =
            vault.findJournalCipher(name.subjectRef(), name.keyMonth(), 1);
        assertThat(opened(own.orElseThrow(), sealed.get(i)))
            .as("seed %d, opened by the vault's own %d", seed, i)
            .isTrue();
      }
    }
  }

  @Test
  void aKeyThatIsDestroyedServesNobodyAnyMoreNotEvenWhoHoldsItsCipher() {
    try (Vault vault = vault()) {
      CipherCache cache = new CipherCache(vault);
      SectionCipher held = cache.forSealing(1, 2);
      byte[] bytes = seal(held, 1);
      vault.flush();
      vault.destroySubject(1);
      assertThat(cache.findForOpening(1, 2, 1)).isNull();
      assertThat(opened(held, bytes)).as("opens with what was the key").isFalse();
      assertThat(cache.forSealing(1, 2).generation()).isEqualTo(2);
    }
  }

  @Test
  void generationsOfOneMonthAreHeldApart() {
    try (Vault vault = vault()) {
      CipherCache cache = new CipherCache(vault);
      byte[] before = seal(cache.forSealing(1, 2), 1);
      vault.flush();
      vault.rotateSubjectMonth(1, 2);
      byte[] after = seal(cache.forSealing(1, 2), 1);
      assertThat(opened(cache.findForOpening(1, 2, 1), before)).isTrue();
      assertThat(opened(cache.findForOpening(1, 2, 2), after)).isTrue();
      assertThat(opened(cache.findForOpening(1, 2, 1), after)).isFalse();
      assertThat(cache.findForOpening(1, 2, 2)).extracting(SectionCipher::generation).isEqualTo(2);
    }
  }

  private Vault vault() {
    return Vaults.open(
        new VaultConfig(
            data.resolve("vault.db"),
            data.resolve("master.key"),
            "0f".repeat(32),
            data.resolve("journal"),
            provider));
  }

  /** Nonce and sealed bytes. */
  private static byte[] seal(SectionCipher cipher, int number) {
    byte[] sealed = ByteBuffer.allocate(NONCE_BYTES + SEALED_BYTES).putInt(number).array();
    byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
    assertThat(cipher.seal(nonce, nonce, 4, new byte[8], 0, 8, sealed, NONCE_BYTES))
        .isEqualTo(SEALED_BYTES);
    return sealed;
  }

  private static boolean opened(@Nullable SectionCipher cipher, byte[] sealed) {
    byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
    int length =
        requireNonNull(cipher)
            .open(nonce, nonce, 4, sealed, NONCE_BYTES, SEALED_BYTES, new byte[8], 0);
    return length == 8;
  }
}
