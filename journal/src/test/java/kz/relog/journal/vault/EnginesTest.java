package kz.relog.journal.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Each thread keeps its cipher until keys are destroyed. */
class EnginesTest {
  private final Engines engines = new Engines(null);

  @Test
  void a_thread_uses_one_cipher_and_no_other_thread_the_same() {
    GcmEngine own = engines.get();
    assertThat(engines.get()).isSameAs(own);
    assertThat(CompletableFuture.supplyAsync(engines::get).join()).isNotSameAs(own);
  }

  @Test
  void nobody_s_cipher_is_held_once_they_are_dropped() {
    GcmEngine own = engines.get();
    engines.drop();
    assertThat(engines.get()).isNotSameAs(own);
  }
}
