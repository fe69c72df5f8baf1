package kz.relog.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ThreadAllocationTest {
  private static String dump(String loop, String sequencer) {
    return """
        2026-11-23 12:00:00
        "relog-loop-0" #20 daemon prio=5 os_prio=0 cpu=1.53ms elapsed=9.1s allocated=%s defined_classes=1 tid=0x1
           java.lang.Thread.State: RUNNABLE
        "relog-loop-1" #21 prio=5 os_prio=0 cpu=1.53ms elapsed=9.1s allocated=10K defined_classes=1 tid=0x1
        "relog-sequencer" #22 prio=5 os_prio=0 cpu=1.53ms elapsed=9.1s allocated=%s defined_classes=1 tid=0x1
        "GC Thread#0" os_prio=0 cpu=17.60ms elapsed=0.10s tid=0x1 runnable
        """
        .formatted(loop, sequencer);
  }

  @Test
  void threads_of_one_name_are_one_and_units_are_bytes() {
    ThreadAllocation read = ThreadAllocation.parse(dump("512B", "12M"));
    assertThat(read.of("relog-loop")).isEqualTo(512 + 10 * 1024);
    assertThat(read.of("relog-sequencer")).isEqualTo(12L << 20);
    assertThat(read.of("GC Thread")).isZero();
  }

  @Test
  void what_is_told_is_the_difference_for_each_piece_of_work() {
    ThreadAllocation used =
        ThreadAllocation.parse(dump("512B", "22M"))
            .since(ThreadAllocation.parse(dump("512B", "12M")));
    assertThat(used.perWork(1 << 20, 1)).isEqualTo("relog-sequencer 10");
  }
}
