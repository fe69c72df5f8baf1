package kz.relog.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server that sealing is measured against. */
class ClearServerIT {
  private static final String NAME = "Wordsworth";

  @TempDir private Path folder;

  /** Whether any file of a server holds a name that it was told, after a clean stop. */
  private boolean keepsInClear(ServerBuild build, String data) throws IOException {
    try (ServerProcess server = ServerProcess.start(build, folder.resolve(data), List.of())) {
      server.admin().createDevice(NAME);
    }
    try (Stream<Path> files = Files.walk(folder.resolve(data))) {
      return files.filter(Files::isRegularFile).anyMatch(ClearServerIT::holdsName);
    }
  }

  private static boolean holdsName(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1).contains(NAME);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void the_stand_in_leaves_in_clear_what_the_server_seals() throws IOException {
    ServerBuild own = ServerBuild.own(List.of());
    assertThat(keepsInClear(own, "sealed")).isFalse();
    assertThat(keepsInClear(ClearServer.of(own, folder.resolve("stand-in")), "clear")).isTrue();
  }

  @Test
  void a_server_that_the_stand_in_does_not_fit_is_refused() {
    ServerBuild none = new ServerBuild(folder.toString(), List.of(), List.of());
    assertThatThrownBy(() -> ClearServer.of(none, folder.resolve("stand-in")))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("the stand-in does not fit this server: ");
  }
}
