package kz.relog.proto.explain;

import java.util.List;

/**
 * What was found out about a frame. Immutable. The lines show positions: the holder of the key
 * asked for them; they are for a terminal, never for a log.
 *
 * @param accepted whether a server that expects it would take the frame in
 * @param lines text, step by step
 */
public record Explanation(boolean accepted, List<String> lines) {
  /** Copies the lines. */
  public Explanation {
    lines = List.copyOf(lines);
  }

  /** Never tells the lines. */
  @Override
  public String toString() {
    return "Explanation[accepted=" + accepted + "]";
  }
}
