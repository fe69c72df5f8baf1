package kz.relog.app.config;

import java.util.Locale;

/**
 * One setting: its key in the file, the option and the environment variable derived from it, its
 * default, what is allowed and what it means.
 *
 * @param <T> type of the parsed value
 * @param key dotted key as written in the configuration file, for example {@code http.address}
 * @param defaultText the default as one would write it
 * @param parser reads the text; throws {@link IllegalArgumentException} for a text not allowed
 * @param allowed the allowed values in words, for messages
 * @param help one line of what the setting does
 */
public record Setting<T>(
    String key, String defaultText, Parser<T> parser, String allowed, String help) {

  /** Reads a setting's text. */
  public interface Parser<T> {
    /**
     * Parses a value.
     *
     * @throws IllegalArgumentException if the text is not allowed; the message is not shown
     */
    T parse(String text);
  }

  /** The environment variable, for example {@code RELOG_HTTP_ADDRESS}. */
  public String environmentName() {
    return "RELOG_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /** The command-line option, for example {@code --http-address}. */
  public String optionName() {
    return "--" + key.replace('.', '-');
  }
}
