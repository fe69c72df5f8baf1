package kz.relog.api.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class ReportPageTest {
  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String page(Report report) {
    return text(ReportPage.write(report));
  }

  /** The page is written as well-formed XML but for its head, so a strict reader can look at it. */
  private static Document parsed(String page) throws Exception {
    String xml =
        page.replace("<!doctype html>", "")
            .replaceAll("<meta ([^>]*)>", "<meta $1/>")
            .replaceAll("(?s)<style>.*?</style>", "");
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void thePageShowsPlanFactAndTotals() throws Exception {
    String page = page(SampleReport.ofPlan("route-12"));
    assertThat(page)
        .contains("Plan route-12", "6 / 8", "11.9 km", "Asia/Almaty (UTC+05:00)", "08:00")
        .contains("1 not reached yet", "−9 min", "+12 min", "out of order");
    Document document = parsed(page);
    assertThat(document.getElementsByTagName("svg").getLength()).isEqualTo(1 + 1 + 1 + 8);
    assertThat(document.getElementsByTagName("tr").getLength()).isEqualTo(1 + 1 + 8 + 1 + 2);
  }

  @Test
  void aDayShowsEveryPlanAndTheirSum() throws Exception {
    String page = page(SampleReport.ofDay());
    assertThat(page).contains("Monday, 2 March 2026", "morning-12", "evening-3", "12 / 16");
    assertThat(parsed(page).getElementsByTagName("section").getLength()).isEqualTo(1 + 2 * 2);
    assertThat(page(SampleReport.ofEmptyDay())).contains("No plan of this vehicle");
  }

  @Test
  void whatPeopleWroteIsTextAndNothingElse() throws Exception {
    String evil = "\"><script>alert(1)</script><svg onload='x'>&amp;{{7*7}}\u0000";
    String page = page(SampleReport.ofPlan(evil.replace("\u0000", "")));
    assertThat(page)
        .doesNotContain("<script", "onload='x'")
        .contains("&lt;script&gt;", "&amp;amp;");
    assertThat(parsed(page).getElementsByTagName("script").getLength()).isZero();
  }

  @Test
  void thePageNeedsNothingFromElsewhere() {
    String page = page(SampleReport.ofDay());
    List<Pattern> outside =
        List.of(
            Pattern.compile("(src|href|xlink:href)="),
            Pattern.compile("url\\("),
            Pattern.compile("@import"),
            Pattern.compile("https?://"),
            Pattern.compile(" style="));
    for (Pattern pattern : outside) {
      assertThat(pattern.matcher(page).find()).as(pattern.pattern()).isFalse();
    }
  }

  @Test
  void aTableHasARowPerStopPlanAndTotal() throws IOException {
    String csv = text(ReportCsv.write(SampleReport.ofDay()));
    try (CSVParser parser =
        CSVParser.parse(
            csv, CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get())) {
      List<CSVRecord> rows = parser.getRecords();
      assertThat(rows).hasSize(16 + 2 + 1);
      assertThat(rows).allMatch(row -> row.size() == parser.getHeaderNames().size());
      assertThat(rows.get(3).get("verdict")).isEqualTo("late");
      assertThat(rows.get(3).get("arrived")).isEqualTo("2026-03-02T09:42:00+05:00");
      assertThat(rows.get(18).get("served")).isEqualTo("12");
      assertThat(rows.get(18).get("driven_km")).isEqualTo("23.740");
    }
  }

  @Test
  void aTextThatASpreadsheetTakesForAFormulaIsDefused() {
    String csv = text(ReportCsv.write(SampleReport.ofPlan("=HYPERLINK(\"http://x\")")));
    assertThat(csv).contains("\"'=HYPERLINK(\"\"http://x\"\")\"");
  }

  @Test
  void totalsAddUp() {
    Report day = SampleReport.ofDay();
    Totals totals = day.totals();
    assertThat(totals.served() + totals.missed() + totals.open()).isEqualTo(totals.stops());
    assertThat(totals.onTime() + totals.early() + totals.late()).isEqualTo(totals.served());
    assertThat(totals.drivenMetres()).isEqualTo(2 * day.plans().get(0).totals().drivenMetres());
  }

  @Test
  void thePagesCanBeLookedAt() throws IOException {
    Path folder = Path.of("target", "report-samples");
    Files.createDirectories(folder);
    Files.write(folder.resolve("plan.html"), ReportPage.write(SampleReport.ofPlan("route-12")));
    Files.write(folder.resolve("day.html"), ReportPage.write(SampleReport.ofDay()));
    assertThat(folder.resolve("plan.html")).isNotEmptyFile();
  }
}
