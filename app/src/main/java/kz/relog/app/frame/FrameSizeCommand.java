package kz.relog.app.frame;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import kz.relog.app.facts.FactFiles;
import kz.relog.app.facts.FactRow;
import kz.relog.proto.fix.FixLimits;
import kz.relog.proto.fix.FrameSizes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code relog frame size}: what facts cost on the wire. */
@Command(
    name = "size",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Bytes per fix on the wire: header, ciphertext and tag, per file and pooled, "
          + "with positions only and with speed, course and accuracy too."
    })
final class FrameSizeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "60",
      description = "Fixes per frame, 1 to 512 (default ${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--digits",
      paramLabel = "D",
      defaultValue = "6",
      description = "Decimal digits of a degree, 4 to 7 (default ${DEFAULT-VALUE}).")
  private int digits;

  @Option(names = "--json", description = "One JSON object per line.")
  private boolean json;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "CSV or GPX files of facts.")
  private List<Path> files = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    if (batch < 1 || batch > FixLimits.FIXES_MAX || digits < 4 || digits > 7) {
      throw new ParameterException(
          spec.commandLine(), "allowed: --batch from 1 to 512, --digits from 4 to 7");
    }
    PrintWriter out = spec.commandLine().getOut();
    FrameSizes pooledPlain = new FrameSizes(batch, 1000, digits);
    FrameSizes pooledFull = new FrameSizes(batch, 1000, digits);
    if (!json) {
      out.printf(
          Locale.ROOT,
          "%10s %8s %22s %22s  file%n",
          "fixes",
          "frames",
          "positions only B/fix",
          "with speed etc. B/fix");
    }
    for (Path file : files) {
      List<String> problems = new ArrayList<>();
      List<FactRow> facts = FactFiles.readAll(List.of(file), problems);
      if (!problems.isEmpty()) {
        throw new ParameterException(spec.commandLine(), String.join("\n", problems));
      }
      FrameSizes plain = new FrameSizes(batch, 1000, digits);
      FrameSizes full = new FrameSizes(batch, 1000, digits);
      measure(facts, plain, full);
      measure(facts, pooledPlain, pooledFull);
      print(out, plain, full, file.toString());
    }
    if (files.size() > 1) {
      print(out, pooledPlain, pooledFull, "pooled");
    }
    out.flush();
    return 0;
  }

  private static void measure(List<FactRow> facts, FrameSizes plain, FrameSizes full) {
    for (FactRow fact : facts) {
      plain.add(
          fact.timeMs(),
          fact.latE7(),
          fact.lonE7(),
          FixLimits.SPEED_UNKNOWN,
          FixLimits.COURSE_UNKNOWN,
          FixLimits.ACCURACY_UNKNOWN,
          FixLimits.ALTITUDE_UNKNOWN);
      full.add(
          fact.timeMs(),
          fact.latE7(),
          fact.lonE7(),
          fact.speedDmps(),
          fact.courseDegrees(),
          fact.accuracyMetres(),
          FixLimits.ALTITUDE_UNKNOWN);
    }
    plain.flush();
    full.flush();
  }

  private void print(PrintWriter out, FrameSizes plain, FrameSizes full, String name) {
    if (json) {
      ObjectNode node = new ObjectMapper().createObjectNode();
      node.put("file", name);
      node.put("fixes", plain.fixes());
      node.put("frames", plain.frames());
      node.put("bytesPerFix", plain.bytesPerFix());
      node.put("bytesPerFixWithSpeedAndCourse", full.bytesPerFix());
      out.println(node);
    } else {
      out.printf(
          Locale.ROOT,
          "%,10d %,8d %22.3f %22.3f  %s%n",
          plain.fixes(),
          plain.frames(),
          plain.bytesPerFix(),
          full.bytesPerFix(),
          name);
    }
  }
}
