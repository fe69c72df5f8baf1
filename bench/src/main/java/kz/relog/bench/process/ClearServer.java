package kz.relog.bench.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * A server that keeps everything in clear, to measure what sealing at rest costs. The server has no
 * switch for that: a class of the bench's, compiled here, stands in front of the class path instead
 * of the one that seals. All else is the server as it is, frames on the road included.
 */
public final class ClearServer {
  private static final String SOURCE = "/kz/relog/bench/clear/GcmEngine.java";

  private ClearServer() {}

  /**
   * The build with the stand-in before it.
   *
   * @param build the server that seals
   * @param folder where the stand-in is compiled to; stays the caller's
   * @throws IOException if this Java has no compiler, or the build is another than the stand-in
   *     fits
   */
  public static ServerBuild of(ServerBuild build, Path folder) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new IOException("a JDK is needed: this Java has no compiler for the stand-in");
    }
    Path source = Files.createDirectories(folder).resolve("GcmEngine.java");
    try (InputStream in = ClearServer.class.getResourceAsStream(SOURCE)) {
      if (in == null) {
        throw new IOException("the source of the stand-in is not in this build");
      }
      Files.write(source, in.readAllBytes());
    }
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int failed =
        compiler.run(
            InputStream.nullInputStream(),
            said,
            said,
            "-proc:none",
            "-nowarn",
            "-cp",
            build.classPath(),
            "-d",
            folder.toString(),
            source.toString());
    if (failed != 0) {
      throw new IOException(
          "the stand-in does not fit this server: " + said.toString(StandardCharsets.UTF_8));
    }
    return build.behind(folder);
  }
}
