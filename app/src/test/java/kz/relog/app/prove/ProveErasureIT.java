package kz.relog.app.prove;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The canary drill: its search would find what was left, and nothing is. */
class ProveErasureIT {
  @TempDir private Path folder;

  @Test
  void the_search_finds_a_position_in_every_form_and_over_the_edge_of_a_block() throws Exception {
    Canary drive =
        Canary.drive("drive", new int[] {432123451, 432123999}, new int[] {769876543, 769877777});
    Canary name = Canary.text("name", "Aigerim");
    CanarySearch search = new CanarySearch(List.of(drive, name));
    byte[] noise = new byte[(4 << 20) - 3];
    for (byte[] pattern : drive.patterns()) {
      Path file = folder.resolve("file");
      Files.write(
          file, ByteBuffer.allocate(noise.length + pattern.length).put(noise).put(pattern).array());
      assertThat(search.search(file).hits()).containsKey("drive");
    }
    Files.writeString(
        folder.resolve("file"), "so said aigerim, not Aigerim", StandardCharsets.UTF_16BE);
    assertThat(search.search(folder).hits()).containsOnlyKeys("name").containsEntry("name", 1L);
  }

  @Test
  void a_dump_tells_who_holds_what_was_found() throws Exception {
    byte[] held = "a canary that sits in the heap".getBytes(StandardCharsets.UTF_8);
    Holder holder = new Holder(held);
    Path dump = folder.resolve("heap.hprof");
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpHeap(dump.toString(), true);
    CanarySearch search = new CanarySearch(List.of(Canary.bytes("held", held)));
    CanarySearch.Found found = search.search(dump);
    assertThat(found.hitCount()).isPositive();
    assertThat(
            HeapHolders.explain(
                dump, found.places().stream().map(CanarySearch.Place::offset).toList()))
        .anySatisfy(
            // The stack of the thread that holds it may stand between.
            line -> assertThat(line).startsWith("byte[30]+0 < ").contains(HOLDER));
    assertThat(holder.bytes()).isEqualTo(held);
  }

  private static final String HOLDER = Holder.class.getName() + ".bytes";

  /** Something that holds something. */
  @SuppressWarnings("ArrayRecordComponent") // Held, never compared.
  private record Holder(byte[] bytes) {}

  @Test
  void nothing_of_an_erased_driver_is_found_and_everything_of_the_others_is() throws Exception {
    long seed = ProveErasure.newSeed();
    List<String> waited = new ArrayList<>();
    ProofTable table =
        new ProveErasure(
                folder,
                null,
                seed,
                new ProveErasure.Progress() {
                  @Override
                  public void at(String what, int done, int all) {
                    waited.add(what);
                  }

                  @Override
                  public void waiting(String what, long seconds) {
                    waited.add("waits for " + what + " since " + seconds + " s");
                  }
                })
            .run();
    assertThat(table.rows())
        .as("seed %d, %s%n%s", seed, waited, table.text())
        .hasSizeGreaterThan(20)
        .allSatisfy(row -> assertThat(row.hits()).as(row.place()).isZero())
        .anySatisfy(row -> assertThat(row.searched()).isEqualTo("not looked at"));
  }
}
