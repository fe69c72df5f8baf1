package kz.relog.app.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The parsed settings of one server. Immutable. */
public final class RelogConfig {
  private final Map<Setting<?>, Object> values;

  private RelogConfig(Map<Setting<?>, Object> values) {
    this.values = values;
  }

  /** The value of a setting. */
  @SuppressWarnings("unchecked") // read() puts only what the setting's own parser returned
  public <T> T get(Setting<T> setting) {
    Object value = values.get(setting);
    if (value == null) {
      throw new IllegalStateException("no value for " + setting.key());
    }
    return (T) value;
  }

  /**
   * Reads the settings: defaults, then the file, then the environment, then options; a later source
   * replaces an earlier one.
   *
   * @param file a file of {@code key = value} lines, or null for none
   * @param environment the process environment; only names that start with {@code RELOG_} count
   * @param options values by setting key, as given on the command line
   * @throws ConfigException with every problem found, each with its source, value and what is
   *     allowed
   */
  public static RelogConfig read(
      @Nullable Path file, Map<String, String> environment, Map<String, String> options) {
    List<String> problems = new ArrayList<>();
    Properties fromFile = file == null ? new Properties() : load(file, problems);
    Map<Setting<?>, Object> values = new HashMap<>();
    for (Setting<?> setting : Settings.ALL) {
      String source = "the default";
      String text = setting.defaultText();
      String inFile = fromFile.getProperty(setting.key());
      if (inFile != null) {
        source = file + ": " + setting.key();
        text = inFile.strip();
      }
      String inEnvironment = environment.get(setting.environmentName());
      if (inEnvironment != null) {
        source = "environment: " + setting.environmentName();
        text = inEnvironment.strip();
      }
      String option = options.get(setting.key());
      if (option != null) {
        source = "option: " + setting.optionName();
        text = option.strip();
      }
      try {
        values.put(setting, setting.parser().parse(text));
      } catch (IllegalArgumentException e) {
        // A token is a secret even when it is malformed.
        String shown = Settings.SECRETS.contains(setting) ? "the given value" : "'" + text + "'";
        problems.add(source + ": " + shown + " is not allowed; allowed: " + setting.allowed());
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    RelogConfig config = new RelogConfig(values);
    problems.addAll(ServerLimits.problems(config));
    problems.addAll(MailConfig.problems(config));
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return config;
  }

  private static Properties load(Path file, List<String> problems) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      problems.add(file + ": cannot be read as lines of key = value; check the path and the file");
    }
    for (String key : new TreeSet<>(properties.stringPropertyNames())) {
      if (Settings.ALL.stream().noneMatch(setting -> setting.key().equals(key))) {
        problems.add(file + ": " + key + " is not a setting; allowed: " + keys());
      }
    }
    return properties;
  }

  private static String keys() {
    return String.join(", ", Settings.ALL.stream().map(Setting::key).toList());
  }
}
