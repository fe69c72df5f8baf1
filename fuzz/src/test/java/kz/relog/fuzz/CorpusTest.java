package kz.relog.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever once was interesting stays tested, without the fuzzer and on any machine. */
class CorpusTest {
  @ParameterizedTest
  @EnumSource(Target.class)
  void every_input_of_the_corpus_keeps_the_law(Target target) throws IOException {
    assertThat(target.seedFiles()).isNotEmpty();
    for (Path seed : target.seedFiles()) {
      byte[] input = Files.readAllBytes(seed);
      try {
        target.run(input);
      } catch (RuntimeException | Error e) {
        throw new AssertionError("input " + seed, e);
      }
      // Cut off anywhere it must keep the law too.
      for (int length = 0; length < input.length; length += 1 + input.length / 50) {
        target.run(Arrays.copyOf(input, length));
      }
    }
  }
}
