package kz.relog.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
  private static Report run(String cores, Figure... figures) {
    Report report = new Report(new Machine(Map.of("cores", cores)));
    List.of(figures).forEach(report::add);
    return report;
  }

  private static Figure figure(Measure measure, double value) {
    return Figure.of("udp", Figure.RELOG, measure, value, List.of());
  }

  @Test
  void more_of_a_rate_and_less_of_a_cost_are_both_better() {
    Comparison comparison =
        Comparison.of(
            run("2", figure(Measure.FRAMES_PER_SECOND, 100), figure(Measure.USER_PER_FRAME, 10)),
            run("2", figure(Measure.FRAMES_PER_SECOND, 150), figure(Measure.USER_PER_FRAME, 8)));
    assertThat(comparison.rows().get(0).gainPercent()).isCloseTo(50, within(1e-9));
    assertThat(comparison.rows().get(1).gainPercent()).isCloseTo(25, within(1e-9));
    assertThat(comparison.text()).contains("+50.0 %", "+25.0 %").doesNotContain("NOT COMPARABLE");
  }

  @Test
  void the_same_measure_at_another_place_is_another_figure() {
    Figure one = figure(Measure.FIXES_PER_SECOND, 1).at(Axis.BATCH, 1);
    Figure thirty = figure(Measure.FIXES_PER_SECOND, 1).at(Axis.BATCH, 30);
    Comparison comparison = Comparison.of(run("2", one), run("2", thirty));
    assertThat(comparison.rows()).isEmpty();
    assertThat(comparison.onlyOld()).containsExactly(one);
    assertThat(comparison.onlyNew()).containsExactly(thirty);
  }

  @Test
  void runs_on_other_machines_are_told_to_differ() {
    assertThat(Comparison.of(run("2"), run("4")).text())
        .contains("NOT COMPARABLE as it stands: these differ: cores");
  }

  @Test
  void a_file_that_is_no_report_is_refused_by_its_name(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("other.json"), "{}");
    assertThatThrownBy(() -> ReportJson.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("other.json is not a report");
  }
}
