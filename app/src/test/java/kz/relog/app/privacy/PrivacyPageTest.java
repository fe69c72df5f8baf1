package kz.relog.app.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page on privacy names tests that are there, for each clause that it calls held. */
class PrivacyPageTest {
  private static final Path DOCS = Path.of("..", "docs");
  private static final Pattern LINK = Pattern.compile("\\[([^\\]]+)]\\(([^)]+)\\)");

  private static String page() throws IOException {
    return Files.readString(DOCS.resolve("privacy.md"));
  }

  @Test
  void every_link_of_the_page_leads_somewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    Matcher link = LINK.matcher(page());
    int links = 0;
    while (link.find()) {
      links++;
      if (!Files.isRegularFile(DOCS.resolve(link.group(2)))) {
        broken.add(link.group());
      }
    }
    assertThat(links).isGreaterThan(20);
    assertThat(broken).isEmpty();
  }

  @Test
  void each_clause_that_is_held_names_test_classes_with_tests() throws IOException {
    List<String> rows = rowsOf("## Clauses and their tests");
    assertThat(rows).hasSizeGreaterThan(20);
    for (String row : rows) {
      Matcher link = LINK.matcher(row);
      assertThat(link.find()).as(row).isTrue();
      do {
        Path source = DOCS.resolve(link.group(2));
        assertThat(source).as(row).hasFileName(link.group(1) + ".java");
        assertThat(Files.readString(source)).as(row).containsPattern("@(Parameterized)?Test\\b");
      } while (link.find());
    }
  }

  @Test
  void each_clause_that_is_not_met_has_a_reason() throws IOException {
    assertThat(rowsOf("## Clauses not met yet"))
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row).matches("\\| [WM] .+ \\| .{20,} \\|"));
  }

  /** The rows of a section's table, without its head. */
  private static List<String> rowsOf(String heading) throws IOException {
    int from = page().indexOf(heading) + heading.length();
    int next = page().indexOf("\n## ", from);
    return page()
        .substring(from, next < 0 ? page().length() : next)
        .lines()
        .filter(line -> line.startsWith("| "))
        .skip(1)
        .toList();
  }
}
