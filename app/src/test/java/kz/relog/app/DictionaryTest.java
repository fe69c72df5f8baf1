package kz.relog.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** One word per idea, and one idea per word. */
class DictionaryTest {
  private static final Path DICTIONARY = Path.of("..", "docs", "dictionary.md");
  private static final Pattern ROW = Pattern.compile("\\| (\\*\\*.+?) \\| (.+) \\|");
  private static final Pattern WORD = Pattern.compile("\\*\\*(.+?)\\*\\*");

  @Test
  void a_word_is_explained_once_unless_it_is_said_of_what() throws IOException {
    List<String> words = new ArrayList<>();
    for (String line : Files.readAllLines(DICTIONARY)) {
      Matcher row = ROW.matcher(line);
      if (row.matches() && !row.group(2).startsWith("of ")) {
        WORD.matcher(row.group(1)).results().forEach(word -> words.add(word.group(1)));
      }
    }
    assertThat(words).hasSizeGreaterThan(100).doesNotHaveDuplicates();
  }
}
