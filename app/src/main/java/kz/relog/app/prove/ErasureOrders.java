package kz.relog.app.prove;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.BooleanSupplier;
import kz.relog.app.drill.rig.Pause;

/** Orders to an {@link ErasureServer}: a file each in a folder that both know. For one thread. */
public final class ErasureOrders {
  private static final long ANSWER_MS_MAX = 60_000;

  private final Path folder;
  private int number;

  private ErasureOrders(Path folder) {
    this.folder = folder;
  }

  /** Orders in a folder, which is made, or emptied of earlier ones. */
  public static ErasureOrders in(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (var old = Files.list(folder)) {
      for (Path file : old.toList()) {
        Files.delete(file);
      }
    }
    return new ErasureOrders(folder);
  }

  /** Where they are. */
  public Path folder() {
    return folder;
  }

  /** Gives an order without waiting; returns the file that will hold its answer. */
  public Path order(String words) throws IOException {
    Path order = folder.resolve("%06d.order".formatted(number++));
    Path written = order.resolveSibling(order.getFileName() + ".writing");
    Files.writeString(written, words);
    Files.move(written, order, StandardCopyOption.ATOMIC_MOVE);
    return order.resolveSibling(order.getFileName().toString().replace(".order", ".answer"));
  }

  /**
   * Gives an order and waits for the answer.
   *
   * @param alive whether the server still runs
   * @throws IOException if the order fails, the server has ended, or no answer comes within a
   *     minute
   */
  public String ask(String words, BooleanSupplier alive) throws IOException {
    Path answer = order(words);
    Pause.until(ANSWER_MS_MAX, () -> Files.exists(answer) || !alive.getAsBoolean());
    if (!Files.exists(answer)) {
      throw new IOException(
          "no answer to the order \"%s\": the server %s"
              .formatted(
                  words.split(" ", 2)[0], alive.getAsBoolean() ? "does not answer" : "has ended"));
    }
    String text = Files.readString(answer);
    if (text.startsWith("failed")) {
      throw new IOException(text);
    }
    return text;
  }
}
