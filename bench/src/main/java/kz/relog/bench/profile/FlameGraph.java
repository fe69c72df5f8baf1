package kz.relog.bench.profile;

import java.util.Locale;

/**
 * Stacks as one HTML page with an image: each frame as wide as its share of the samples, above the
 * frame that called it. The pointer shows a frame's whole name and share. Stateless.
 */
public final class FlameGraph {
  private static final int WIDTH = 1_600;
  private static final int ROW = 17;
  private static final double NARROWEST = 0.4;
  private static final double LETTER = 6.6;

  private FlameGraph() {}

  /**
   * The page.
   *
   * @param title above the image
   * @param stacks at least one sample
   */
  public static String of(String title, Stacks stacks) {
    int depth = depth(stacks.root(), stacks.samples());
    int height = (depth + 1) * ROW;
    StringBuilder page = new StringBuilder();
    page.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
        .append(escaped(title))
        .append("</title><style>body{font:14px system-ui,sans-serif;margin:1rem}")
        .append("svg{width:100%;font:11px monospace}rect{stroke:#fff;stroke-width:.5}")
        .append("text{pointer-events:none}</style></head><body><h1>")
        .append(escaped(title))
        .append("</h1><p>")
        .append(String.format(Locale.ROOT, "%,d samples", stacks.samples()))
        .append("</p>\n")
        .append(
            String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\">%n",
                WIDTH,
                height));
    frame(page, stacks.root(), 0, height - ROW, stacks.samples());
    return page.append("</svg></body></html>\n").toString();
  }

  private static int depth(Stacks.Node node, long all) {
    int deepest = 0;
    for (Stacks.Node inner : node.inner()) {
      if (width(inner, all) >= NARROWEST) {
        deepest = Math.max(deepest, depth(inner, all));
      }
    }
    return deepest + 1;
  }

  private static double width(Stacks.Node node, long all) {
    return (double) WIDTH * node.samples() / all;
  }

  private static void frame(StringBuilder page, Stacks.Node node, double x, double y, long all) {
    double width = width(node, all);
    page.append(
        String.format(
            Locale.ROOT,
            "<g><title>%s: %.2f %%, %,d samples</title>"
                + "<rect x=\"%.2f\" y=\"%.1f\" width=\"%.2f\" height=\"%d\" fill=\"%s\"/>",
            escaped(node.name()),
            100.0 * node.samples() / all,
            node.samples(),
            x,
            y,
            width,
            ROW,
            colour(node.name())));
    int letters = (int) ((width - 4) / LETTER);
    if (letters >= 3) {
      String name = node.name();
      page.append(
          String.format(
              Locale.ROOT,
              "<text x=\"%.2f\" y=\"%.1f\">%s</text>",
              x + 2,
              y + ROW - 5,
              escaped(name.length() <= letters ? name : name.substring(0, letters - 1) + "…")));
    }
    page.append("</g>\n");
    double at = x;
    for (Stacks.Node inner : node.inner()) {
      if (width(inner, all) >= NARROWEST) {
        frame(page, inner, at, y - ROW, all);
      }
      at += width(inner, all);
    }
  }

  /** Native frames are cool, others warm; the same name always has the same colour. */
  private static String colour(String name) {
    int hash = (name.hashCode() * 0x9E3779B9) >>> 24;
    return name.startsWith("[")
        ? String.format(Locale.ROOT, "hsl(210 45%% %d%%)", 68 + hash % 12)
        : String.format(Locale.ROOT, "hsl(%d 75%% 70%%)", 18 + hash % 36);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
