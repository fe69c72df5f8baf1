package kz.relog.ingest.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import kz.relog.ingest.gate.Bindings;
import org.junit.jupiter.api.Test;

class KeyTableTest {

  @Test
  void findsWhatWasAddedAndNothingElse() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    KeyTable table = new KeyTable();
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      long id = random.nextLong() & (1L << 40) - 1;
      if (table.find(id) == null) {
        table.add(id, new Device(i + 1, Bindings.ofTracker()));
        ids.add(id);
      }
    }
    assertThat(table.size()).isEqualTo(ids.size());
    for (int i = 0; i < ids.size(); i++) {
      DeviceKey key = table.at(i);
      assertThat(table.find(ids.get(i))).as("seed %d", seed).isSameAs(key);
      assertThat(key.keyId()).isEqualTo(ids.get(i));
    }
    assertThat(table.find(1L << 41)).isNull();
  }

  @Test
  void sequentialIdsDoNotCrowdTogether() {
    KeyTable table = new KeyTable();
    for (long id = 0; id < 10_000; id++) {
      table.add(id, new Device(id + 1, Bindings.ofTracker()));
    }
    for (long id = 0; id < 10_000; id++) {
      assertThat(table.find(id)).isNotNull();
    }
    assertThat(table.find(10_000)).isNull();
  }

  @Test
  void readersSeeEveryKeyThatTheyWereToldOfWhileTheTableGrows() throws Exception {
    KeyTable table = new KeyTable();
    int keys = 200_000;
    List<CompletableFuture<Integer>> readers = new ArrayList<>();
    for (int reader = 0; reader < 2; reader++) {
      readers.add(
          CompletableFuture.supplyAsync(
              () -> {
                Random random = new Random(1);
                int missing = 0;
                int known;
                do {
                  known = table.size();
                  if (known > 0) {
                    long id = 1L + random.nextInt(known);
                    DeviceKey key = table.find(id);
                    missing += key == null || table.at(key.index()) != key ? 1 : 0;
                  }
                } while (known < keys);
                return missing;
              }));
    }
    for (long id = 1; id <= keys; id++) {
      table.add(id, new Device(id, Bindings.ofTracker()));
    }
    for (CompletableFuture<Integer> reader : readers) {
      assertThat(reader.get()).isZero();
    }
  }
}
