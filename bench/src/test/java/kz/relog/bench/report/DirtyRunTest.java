package kz.relog.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.relog.bench.load.LoadResult;
import kz.relog.bench.process.CpuTimes;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A number from a dirty run says so wherever it is shown. */
class DirtyRunTest {
  @TempDir private Path folder;

  private static LoadResult round(long lost, boolean exhausted, double others) {
    CpuTimes cpu = new CpuTimes(1, 0.5);
    return new LoadResult(
        2, 1_000, 31_000, 1_000 + lost, lost, exhausted, cpu, cpu, others, new Histogram(3));
  }

  private static Figure figure(List<Blemish> blemishes) {
    return Figure.of("udp", Figure.RELOG, Measure.FRAMES_PER_SECOND, 500, blemishes);
  }

  private static Report report(Figure figure) {
    Report report = new Report(new Machine(Map.of("cores", "2", "seed", "1")));
    report.add(figure);
    return report;
  }

  @Test
  void a_quiet_round_without_loss_is_clean() {
    assertThat(round(0, false, 0.19).blemishes()).isEmpty();
    assertThat(figure(List.of()).text()).isEqualTo("500 frames/s");
  }

  @Test
  void a_lost_datagram_is_told_with_how_many_were_sent() {
    assertThat(figure(round(1, false, 0).blemishes()).text())
        .isEqualTo("500 frames/s  NOT CLEAN: 1 of 1,001 frames got no ack");
  }

  @Test
  void a_busy_machine_is_told_with_how_busy_it_was() {
    assertThat(figure(round(0, false, 0.22).blemishes()).text())
        .endsWith("NOT CLEAN: others used 11 % of a core");
  }

  @Test
  void frames_that_ran_out_are_told() {
    assertThat(figure(round(0, true, 0).blemishes()).text())
        .endsWith("NOT CLEAN: the prepared frames ran out");
  }

  @Test
  void several_blemishes_are_all_told() {
    assertThat(figure(round(3, true, 1).blemishes()).text())
        .contains("3 of 1,003", "ran out", "others used 50 %");
  }

  @Test
  void a_rate_that_was_not_reached_is_told_with_what_was_due() {
    assertThat(Blemish.ofRate(991, 1_000)).isEmpty();
    assertThat(Blemish.ofRate(989, 1_000))
        .map(Blemish::text)
        .hasValue("rate not reached: 989 of 1,000 per second");
  }

  @Test
  void what_the_server_did_not_store_is_told() {
    assertThat(Blemish.ofStored(10, 10)).isEqualTo(Optional.empty());
    assertThat(Blemish.ofStored(10, 9)).map(Blemish::text).hasValue("1 of 10 frames not stored");
  }

  @Test
  void a_rival_that_failed_is_told_by_the_first_line_of_its_reason() {
    Blemish failure = Blemish.ofFailure("redis", new IOException("no such port\nmore"));
    assertThat(failure.kind()).isEqualTo(Blemish.Kind.RIVAL_FAILED);
    assertThat(figure(List.of(failure)).text()).endsWith("NOT CLEAN: redis failed: no such port");
  }

  @Test
  void table_page_plot_and_json_carry_the_warning() throws IOException {
    Figure dirty = figure(round(3, false, 0).blemishes());
    Figure plotted =
        Figure.of("udp", Figure.RELOG, Measure.FIXES_PER_SECOND, 5, dirty.blemishes())
            .at(Axis.BATCH, 1);
    Report report = report(dirty);
    report.add(plotted);
    String told = "NOT CLEAN: 3 of 1,003 frames got no ack";
    assertThat(TextTable.of(report.figures()).lines().filter(line -> line.contains(told)))
        .hasSize(2);
    String page = HtmlPage.of(report, "");
    assertThat(page).contains("class=\"dirty\">" + told, "fill=\"#fff\"");
    assertThat(page).contains("<title>udp: relog, fixes of a batch 1: 5.00 fixes/s  " + told);
    Path file = folder.resolve("report.json");
    ReportJson.save(file, ReportJson.write(report));
    assertThat(ReportJson.read(file).figures()).isEqualTo(report.figures());
  }

  @Test
  void a_comparison_tells_which_side_was_dirty() {
    Report old = report(figure(round(3, false, 0).blemishes()));
    Report now = report(figure(List.of()));
    assertThat(Comparison.of(old, now).text())
        .contains("before  NOT CLEAN: 3 of 1,003")
        .doesNotContain("now  NOT CLEAN");
  }
}
