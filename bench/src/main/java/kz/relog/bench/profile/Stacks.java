package kz.relog.bench.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sampled stacks, counted as a tree from the outermost frame in. One thread. */
public final class Stacks {
  private final Node root = new Node("all");

  /** A frame in its place. */
  static final class Node {
    private final String name;
    private final Map<String, Node> inner = new TreeMap<>();
    private long samples;

    private Node(String name) {
      this.name = name;
    }

    String name() {
      return name;
    }

    long samples() {
      return samples;
    }

    /** Frames called from here, by name. */
    List<Node> inner() {
      return List.copyOf(inner.values());
    }
  }

  /** Counts one sample; the outermost frame stands first. */
  public void add(List<String> frames) {
    root.samples++;
    Node at = root;
    for (String frame : frames) {
      at = at.inner.computeIfAbsent(frame, Node::new);
      at.samples++;
    }
  }

  Node root() {
    return root;
  }

  /** Samples in all. */
  public long samples() {
    return root.samples;
  }

  /**
   * One line for each stack, frames divided by semicolons, then its samples, as other tools read.
   */
  public List<String> collapsed() {
    List<String> lines = new ArrayList<>();
    collapse(root, "", lines);
    return lines;
  }

  private static void collapse(Node node, String path, List<String> lines) {
    long own = node.samples;
    for (Node inner : node.inner.values()) {
      own -= inner.samples;
      collapse(inner, path.isEmpty() ? inner.name : path + ";" + inner.name, lines);
    }
    if (own > 0 && !path.isEmpty()) {
      lines.add(path + " " + own);
    }
  }
}
