package kz.relog.app.prove;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The search of the canary drill would find what was left. */
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
}
