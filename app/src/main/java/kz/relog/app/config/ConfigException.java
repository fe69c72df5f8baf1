package kz.relog.app.config;

import java.util.List;

/** The settings cannot be used; carries every problem found, one line each. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** One line per problem: source, value, what is allowed. */
  private final List<String> problems;

  /** With at least one problem. */
  public ConfigException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
    this.problems = List.copyOf(problems);
  }

  /** One line per problem. */
  public List<String> problems() {
    return problems;
  }
}
