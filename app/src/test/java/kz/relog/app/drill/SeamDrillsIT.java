package kz.relog.app.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the drills of a bad disk do where no real disk can be hurt: on any machine. */
class SeamDrillsIT {
  @TempDir private Path folder;

  private DrillStage stage() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    return new DrillStage(new DrillOptions(1, 60, seed, List.of(), folder), (done, all) -> {});
  }

  @Test
  void a_failed_force_stops_the_server_and_acks_nothing_more() throws Exception {
    DrillStage stage = stage();
    SeamDrills.ioError(stage, 0);
    assertThat(stage.report().holds()).as(stage.report().text()).isTrue();
    assertThat(stage.report().figures()).containsEntry("servers stopped by themselves", 1L);
  }

  @Test
  void a_standing_disk_delays_acks_and_a_full_one_is_survived() throws Exception {
    DrillStage slow = stage();
    SeamDrills.slowDisk(slow);
    assertThat(slow.report().holds()).as(slow.report().text()).isTrue();
    DrillStage full = stage();
    SeamDrills.diskFull(full);
    assertThat(full.report().holds()).as(full.report().text()).isTrue();
  }
}
