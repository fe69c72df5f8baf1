package kz.relog.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCounterStoreTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = FileCounterStore.besideKey(folder.resolve("van.key"));
  }

  @Test
  void a_new_device_begins_at_one_and_reserves_before_it_uses() throws IOException {
    Numbers numbers = new Numbers(FileCounterStore.open(file));
    assertThat(file).doesNotExist();
    assertThat(numbers.takeBatchSeq()).isEqualTo(1);
    assertThat(file).hasContent("relog-device-state 1\nnext-counter: 1025\nnext-batch-seq: 257\n");
    assertThat(numbers.takeCounter()).isEqualTo(1);
    numbers.close();
    assertThat(file).hasContent("relog-device-state 1\nnext-counter: 2\nnext-batch-seq: 2\n");
  }

  @Test
  void a_run_that_is_closed_gives_back_what_it_did_not_use() throws IOException {
    for (long run = 1; run <= 5; run++) {
      Numbers numbers = new Numbers(FileCounterStore.open(file));
      assertThat(numbers.takeCounter()).isEqualTo(run);
      assertThat(numbers.takeBatchSeq()).isEqualTo(run);
      numbers.close();
    }
  }

  @Test
  void two_senders_of_one_key_are_refused() throws IOException {
    FileCounterStore first = FileCounterStore.open(file);
    assertThatThrownBy(() -> FileCounterStore.open(file)).hasMessageContaining("in use");
    first.close(1, 1);
    FileCounterStore.open(file).close(1, 1);
  }

  @Test
  void a_sender_that_minds_no_lock_is_noticed_before_the_next_range() throws IOException {
    Numbers numbers = new Numbers(FileCounterStore.open(file));
    numbers.takeCounter();
    write("relog-device-state 1\nnext-counter: 9000\nnext-batch-seq: 900\n");
    assertThatThrownBy(numbers::takeBatchSeq).hasMessageContaining("two senders");
    assertThatThrownBy(numbers::close).isInstanceOf(IOException.class);
    assertThat(file).content().contains("9000");
  }

  @Test
  void a_damaged_file_is_never_guessed_at() throws IOException {
    String[] texts = {
      "",
      "relog-device-state 2\nnext-counter: 1\nnext-batch-seq: 1\n",
      "relog-device-state 1\nnext-counter: 0\nnext-batch-seq: 1\n",
      "relog-device-state 1\nnext-counter: x\nnext-batch-seq: 1\n",
      "relog-device-state 1\nnext-counter: 7\n"
    };
    for (String text : texts) {
      write(text);
      assertThatThrownBy(() -> FileCounterStore.open(file))
          .as(text)
          .hasMessageContaining("is damaged");
    }
  }

  private void write(String text) throws IOException {
    Files.write(file, text.getBytes(StandardCharsets.US_ASCII));
  }
}
