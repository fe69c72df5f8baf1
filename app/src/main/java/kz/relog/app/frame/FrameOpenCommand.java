package kz.relog.app.frame;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import kz.relog.device.DeviceIdentity;
import kz.relog.proto.explain.Explanation;
import kz.relog.proto.explain.FrameExplainer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code relog frame open}: explains a frame that the server keeps silent about. */
@Command(
    name = "open",
    mixinStandardHelpOptions = true,
    description = {
      "Explains a frame step by step, or why it is refused; exits with 1 if it is.",
      "Shows positions: the holder of the key asks."
    })
public final class FrameOpenCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--key",
      paramLabel = "FILE",
      required = true,
      description = "Key file of the device: lines key-id and secret.")
  private Path key = Path.of("");

  @Option(
      names = "--highest",
      paramLabel = "COUNTER",
      defaultValue = "0",
      description = "Highest packet counter so far (default ${DEFAULT-VALUE}).")
  private long highest;

  @Option(names = "--down", description = "The frame came from the server.")
  private boolean down;

  @Parameters(paramLabel = "HEX", description = "The frame in hex, without a TCP length.")
  private String hex = "";

  @Override
  public Integer call() throws IOException {
    byte[] frame;
    try {
      frame = HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "HEX is not hexadecimal; allowed: pairs of 0-9 and a-f");
    }
    FrameExplainer explainer = new FrameExplainer(DeviceIdentity.read(key).secret());
    Explanation explanation =
        down ? explainer.explainDown(frame, highest) : explainer.explainUp(frame, highest);
    PrintWriter out = spec.commandLine().getOut();
    explanation.lines().forEach(out::println);
    out.flush();
    return explanation.accepted() ? 0 : 1;
  }
}
