package kz.relog.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What was to be reached stands beside what was. */
class TargetTest {
  private static Figure ratio(String bench, String who, double value) {
    return Figure.of(bench, who, Measure.RATIO, value, List.of()).at(Axis.BATCH, 1);
  }

  private static String verdict(Figure figure) {
    return Target.find(figure).map(target -> target.verdict(figure)).orElse("none");
  }

  @Test
  void more_is_better_of_a_rate() {
    assertThat(verdict(ratio("udp", "relog / netty-sink", 0.80)))
        .isEqualTo("target at least 0.80: met");
    assertThat(verdict(ratio("udp", "relog / netty-sink", 0.79)))
        .isEqualTo("target at least 0.80: NOT MET");
  }

  @Test
  void less_is_better_of_a_latency() {
    Figure p99 =
        Figure.of(
                "latency udp, batches of 1", "relog, sync=os", Measure.ACK_LATENCY, 2.01, List.of())
            .at(Axis.PERCENTILE, 99);
    assertThat(verdict(p99)).isEqualTo("target at most 2.00: NOT MET");
    assertThat(verdict(p99.at(Axis.PERCENTILE, 50))).isEqualTo("none");
  }

  @Test
  void a_rival_of_a_kind_has_the_target_of_its_kind() {
    assertThat(verdict(ratio("rivals, sync=always", "relog / redis-always", 0.5)))
        .isEqualTo("target at least 1.00: NOT MET");
    assertThat(verdict(ratio("rivals, sync=always", "relog / chronicle", 0.5))).isEqualTo("none");
  }

  @Test
  void table_page_and_json_tell_it() {
    Report report = new Report(new Machine(Map.of()));
    report.add(ratio("udp", "relog / c-sink", 0.4));
    assertThat(TextTable.of(report.figures())).contains("target at least 0.75: NOT MET");
    assertThat(HtmlPage.of(report, "")).contains("<td>target at least 0.75: NOT MET</td>");
    assertThat(ReportJson.write(report)).contains("\"target\" : 0.75", "\"targetMet\" : false");
  }
}
