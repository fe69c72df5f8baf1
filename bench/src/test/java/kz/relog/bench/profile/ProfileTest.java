package kz.relog.bench.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProfileTest {
  private static Stacks stacks() {
    Stacks stacks = new Stacks();
    stacks.add(List.of("loop", "Reader.read", "Cipher.open"));
    stacks.add(List.of("loop", "Reader.read", "Cipher.open"));
    stacks.add(List.of("loop", "Reader.read"));
    stacks.add(List.of("sequencer", "<init>"));
    return stacks;
  }

  @Test
  void stacks_collapse_to_one_line_each_with_the_samples_that_ended_there() {
    assertThat(stacks().collapsed())
        .containsExactlyInAnyOrder(
            "loop;Reader.read;Cipher.open 2", "loop;Reader.read 1", "sequencer;<init> 1");
  }

  @Test
  void a_flame_graph_draws_each_frame_as_wide_as_its_share() {
    String page = FlameGraph.of("udp", stacks());
    assertThat(page)
        .contains("<title>Reader.read: 75.00 %, 3 samples</title>", "&lt;init&gt;")
        .contains("width=\"1200.00\"", "4 samples");
  }

  @Test
  void an_allocation_belongs_to_the_innermost_that_is_somebodys() {
    assertThat(
            AllocationOwners.owner(
                List.of("java.util.Arrays", "javax.crypto.Cipher", "kz.relog.proto.Cipher")))
        .isEqualTo("the cipher");
    assertThat(
            AllocationOwners.owner(
                List.of("java.util.ArrayList", "kz.relog.ingest.Loop", "io.netty.channel.Loop")))
        .isEqualTo("Relog");
    assertThat(AllocationOwners.owner(List.of("java.lang.Thread"))).startsWith("the JDK");
  }

  @Test
  void the_kernels_part_is_read_from_perfs_report() {
    KernelProfile profile =
        KernelProfile.parse(
            """
                12.50%  [k] __netif_receive_skb_core
                10.00%  [.] 0x00007f1
                 2.50%  [k] copy_user_generic_string
            """);
    assertThat(profile.kernelShare()).isCloseTo(0.6, within(1e-9));
    assertThat(profile.functions())
        .containsExactly(
            entry("__netif_receive_skb_core", 12.5), entry("copy_user_generic_string", 2.5));
  }
}
