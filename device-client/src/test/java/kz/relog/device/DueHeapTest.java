package kz.relog.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DueHeapTest {
  @Test
  void the_first_is_always_the_least_of_a_plain_array() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    DueHeap heap = new DueHeap();
    long[] plain = new long[200];
    Arrays.fill(plain, Sender.NEVER);
    for (int i = 0; i < plain.length; i++) {
      heap.add();
    }
    for (int i = 0; i < 20_000; i++) {
      int device = random.nextInt(plain.length);
      long due = random.nextInt(10) == 0 ? Sender.NEVER : random.nextInt(1000);
      plain[device] = due;
      heap.update(device, due);
      assertThat(heap.firstDueNs())
          .as("seed %d", seed)
          .isEqualTo(Arrays.stream(plain).min().getAsLong());
      assertThat(plain[heap.first()]).isEqualTo(heap.firstDueNs());
    }
  }

  @Test
  void a_key_id_is_found_among_many() {
    KeyIdMap map = new KeyIdMap();
    for (int i = 0; i < 10_000; i++) {
      assertThat(map.find(i * 3L)).isEqualTo(KeyIdMap.ABSENT);
      map.put(i * 3L, i);
    }
    for (int i = 0; i < 10_000; i++) {
      assertThat(map.find(i * 3L)).isEqualTo(i);
      assertThat(map.find(i * 3L + 1)).isEqualTo(KeyIdMap.ABSENT);
    }
  }
}
